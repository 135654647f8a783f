"""The whole history of a game: the log of what counts, the script it adds up to, and the way back through both."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.scoreboards import script
from realtime.scoreboards.commands import AnyCommand, Correction, Edit, Insert, Strike, Undo
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.script import Entry
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps import AFTER_THE_FINAL
from realtime.scoreboards.steps.periods import GameIsFinal

# The news of an undo names every play that it changes, and must fit into one event.
MOST_CORRECTIONS = 30
MOST_TAKEN = 20


class NothingToUndo(Refusal):
    """There are fewer commands that still count than were to be undone."""

    message = _("There is nothing left to undo.")


class TooManyCorrections(Refusal):
    """An undo would take back more corrections than can be told at once; `most` says how many may be."""

    message = _("These are too many corrections to undo at once. Undo them in steps.")


class UndoTakesOthers(Refusal):
    """Somebody else made some of these commands: `plays` lists them, and `others` takes them back all the same."""

    message = _("Some of these plays were entered by somebody else.")


class NothingToStrike(Refusal):
    """At this position is no play, or none that still counts."""

    message = _("There is no play at this position that still counts.")


class PlayNoLongerFits(Refusal):
    """A later play breaks a rule after the correction: `position`, `text` and `rule` name both."""

    message = _("A later play would no longer be possible.")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One event of a game: what was commanded by whom, when, how it was told, and from where on it took back."""

    position: int
    command: AnyCommand
    at: datetime
    undoes: int | None = None
    actor: str = ""
    actor_name: str = ""
    text: str = ""


@dataclass(frozen=True)
class Counted:
    """A command that still counts, and what it replaced: the script from `index` on."""

    position: int
    at: datetime
    index: int
    replaced: tuple[Entry, ...]
    corrected_at: datetime | None


@dataclass
class History:
    """A game being folded: its script, the commands that still count, and the order of its lines, oldest first.

    `gone` keeps lines that were taken back as they were last seen.
    """

    rules: Rules
    opening: GameState
    facts: dict[int, Fact] = field(default_factory=dict)
    script: list[Entry] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    gone: dict[str, Entry] = field(default_factory=dict)
    corrected_at: datetime | None = None

    @property
    def position(self) -> int:
        """The position of the last event."""
        return len(self.facts)

    @property
    def state(self) -> GameState:
        """The state after the last event."""
        state = self.script[-1].state if self.script else self.opening
        return replace(state, corrected_at=self.corrected_at) if self.corrected_at else state

    def copy(self) -> Self:
        """Another history that goes on from here; what both hold never changes."""
        lists = {name: getattr(self, name).copy() for name in ("facts", "script", "counted", "keys", "gone")}
        return replace(self, **lists)

    def add(self, fact: Fact) -> None:
        """Fold one more event; raises the refusal of the rule that forbids it, and then nothing has changed."""
        if fact.undoes is not None:
            self._go_back(fact, fact.undoes)
        elif isinstance(fact.command, Correction):
            self._correct(fact, fact.command)
        elif self.state.status == "final" and fact.command.kind in AFTER_THE_FINAL:
            self._correct_final(fact)
        else:
            entry = script.played(self.rules, self.state, position=fact.position, command=fact.command, at=fact.at)
            self._change(fact, len(self.script), [entry])
        self.facts[fact.position] = fact
        self.keys.append(str(fact.position))

    def undo(self, count: int, at: datetime) -> int:
        """Take back the last `count` commands and say from which position on nothing counts."""
        undoes = self.undoing(count)
        undo = Fact(position=self.position + 1, command=Undo(count=count), at=at, undoes=undoes)
        self.add(undo)
        return undoes

    def undoing(self, count: int, *, by: Collection[str] | None = None) -> int:
        """From which position on nothing counts after the last `count` commands are taken back.

        Raises `NothingToUndo`, `TooManyCorrections`, and `UndoTakesOthers` unless `by` (actors) made all of them.
        """
        if count > len(self.counted):
            raise NothingToUndo(available=len(self.counted))
        taken = [self.facts[counted.position] for counted in self.counted[-count:]]
        if sum(isinstance(fact.command, Correction) for fact in taken) > MOST_CORRECTIONS:
            raise TooManyCorrections(most=MOST_CORRECTIONS)
        others = [fact for fact in taken if by is not None and fact.actor not in by]
        if others:
            plays = [{"position": fact.position, "text": fact.text, "actor": fact.actor_name} for fact in others]
            raise UndoTakesOthers(plays=plays[-MOST_TAKEN:], count=len(others))
        return taken[0].position

    def key_at(self, position: int) -> str:
        """The line of the play of this position; raises `NothingToStrike`."""
        return self.script[self._index_of(position)].key

    def entries_of(self, keys: list[str]) -> list[Entry]:
        """The entries of these lines, those taken back as they were last seen."""
        wanted = set(keys)
        counting = {entry.key: entry for entry in self.script if entry.key in wanted}
        return [counting.get(key) or self.gone[key] for key in keys]

    def _index_of(self, position: int) -> int:
        for index, entry in enumerate(self.script):
            if entry.position == position and entry.command is not None:
                return index
        raise NothingToStrike(position=position)

    def _found_at(self, index: int) -> GameState:
        return self.script[index - 1].state if index else self.opening

    def _change(self, fact: Fact, index: int, tail: list[Entry]) -> None:
        replaced = tuple(self.script[index:])
        self.counted.append(Counted(fact.position, fact.at, index, replaced, self.corrected_at))
        self.script[index:] = tail

    def _correct(self, fact: Fact, command: Correction) -> None:
        match command:
            case Insert():
                index, first = self._inserted(fact, command)
                rest = self.script[index:]
            case Edit() | Strike():
                index = self._index_of(command.position)
                first, rest = self._put_right(index, fact.position, command), self.script[index + 1 :]
        tail = self._again(first, rest)
        tail.append(script.marked(tail[-1].state, position=fact.position, at=fact.at))
        self._keep_final(fact, index, tail)
        if isinstance(command, Insert):
            place = self.keys.index(self.script[index - 1].key) + 1 if index else 0
            self.keys.insert(place, first.key)

    def _inserted(self, fact: Fact, command: Insert) -> tuple[int, Entry]:
        index = self._index_of(command.after) + 1 if command.after else 0
        # The opening itself has no time: before everything is when everything began.
        at = self.script[max(index - 1, 0)].at if self.script else fact.at
        found = self._found_at(index)
        entry = script.inserted(self.rules, found, position=fact.position, command=command.command, at=at)
        return index, entry

    def _put_right(self, index: int, position: int, command: Edit | Strike) -> Entry:
        entry, found = self.script[index], self._found_at(index)
        if entry.struck is not None:
            raise NothingToStrike(position=entry.position)
        if isinstance(command, Strike):
            return script.struck(found, entry, by=position)
        return script.edited(self.rules, found, entry, command=command.command, by=position)

    def _correct_final(self, fact: Fact) -> None:
        """Figures put right after the final count before it: the final must be right with them as well."""
        index = max(at for at, entry in enumerate(self.script) if entry.command and entry.command.kind == "final")
        final, found = self.script[index], self._found_at(index)
        first = script.played(self.rules, found, position=fact.position, command=fact.command, at=final.at)
        self._keep_final(fact, index, self._again(first, self.script[index:]))

    def _keep_final(self, fact: Fact, index: int, tail: list[Entry]) -> None:
        was_final = self.state.status == "final"
        if was_final and tail[-1].state.status != "final":
            raise GameIsFinal
        self._change(fact, index, tail)
        self.corrected_at = fact.at if was_final else None

    def _again(self, first: Entry, rest: Iterable[Entry]) -> list[Entry]:
        again = [first]
        for entry in rest:
            try:
                again.append(script.derived_again(self.rules, again[-1].state, entry))
            except Refusal as refusal:
                raise self._no_longer(entry, refusal) from refusal
        return again

    def _no_longer(self, entry: Entry, refusal: Refusal) -> PlayNoLongerFits:
        text = entry.text or self.facts[entry.position].text
        words = _("After this, “%(play)s” would no longer be possible: %(why)s") % {"play": text, "why": refusal}
        return PlayNoLongerFits(words, position=entry.position, rule=refusal.code, text=text)

    def _go_back(self, fact: Fact, undoes: int) -> None:
        now, last = self.state, self._take_back()
        while last.position > undoes:
            last = self._take_back()
        found = self.script[-1].state if self.script else self.opening
        entry = script.undone(found, now, position=fact.position, since=last.at, at=fact.at)
        self.script.append(entry)

    def _take_back(self) -> Counted:
        last = self.counted.pop()
        kept = {entry.key for entry in last.replaced}
        self.gone.update({entry.key: entry for entry in self.script[last.index :] if entry.key not in kept})
        self.script[last.index :] = last.replaced
        self.corrected_at = last.corrected_at
        return last


def derive(rules: Rules, opening: GameState, facts: Iterable[Fact]) -> History:
    """Fold all events of a game, in order of position, from its opening state."""
    history = History(rules, opening)
    for fact in facts:
        history.add(fact)
    return history

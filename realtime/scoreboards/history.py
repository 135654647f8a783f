"""The whole history of a game as a fold of its events, and the way back through it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps import advance


class NothingToUndo(Refusal):
    """There are fewer commands that still count than were to be undone."""

    message = _("There is nothing left to undo.")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One event of a game: what was commanded, when, and from where on it took back."""

    position: int
    command: AnyCommand
    at: datetime
    undoes: int | None = None


@dataclass(frozen=True)
class Counted:
    """A command that still counts, and the state it found."""

    position: int
    at: datetime
    found: GameState


@dataclass
class History:
    """A game being folded: its state now, and the commands that still count, oldest first."""

    rules: Rules
    state: GameState
    counted: list[Counted] = field(default_factory=list)

    def add(self, fact: Fact) -> None:
        """Fold one more event, exactly as it was accepted."""
        if fact.undoes is not None:
            self._go_back(fact.undoes, fact.at)
            return
        state = advance(self.rules, self.state, fact.command, fact.at)
        self.counted.append(Counted(fact.position, fact.at, self.state))
        self.state = state

    def undo(self, count: int, at: datetime) -> int:
        """Take back the last `count` commands and say from which position on nothing counts."""
        if count > len(self.counted):
            raise NothingToUndo(available=len(self.counted))
        position = self.counted[-count].position
        self._go_back(position, at)
        return position

    def _go_back(self, position: int, at: datetime) -> None:
        last = self.counted.pop()
        while last.position > position:
            last = self.counted.pop()
        self.state = _as_found(last, self.state, at)


def derive(rules: Rules, opening: GameState, facts: Iterable[Fact]) -> History:
    """Fold all events of a game, in order of position, from its opening state."""
    history = History(rules, opening)
    for fact in facts:
        history.add(fact)
    return history


def _as_found(counted: Counted, now: GameState, at: datetime) -> GameState:
    found = counted.found
    if found.clock == now.clock:
        return found
    # The clock was commanded since: it goes back to what it showed then, and on from there.
    clock = found.clock.moved(since=counted.at, to=at)
    return GameState(**{**vars(found), "clock": clock})

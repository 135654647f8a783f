"""What a command makes of a board: a play from the board's row alone, a correction from its whole history."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from project.accounts.merging import known_as
from realtime.events import Event
from realtime.scoreboards.commands import Edit, Insert, Strike, Undo
from realtime.scoreboards.events import PlayRecorded, PlayRevised
from realtime.scoreboards.history import Fact, History
from realtime.scoreboards.models import Board
from realtime.scoreboards.plays import line_of
from realtime.scoreboards.remembered import history_of
from realtime.scoreboards.revisions import is_plain_undo, revision_of
from realtime.scoreboards.script import played
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps import AFTER_THE_FINAL
from realtime.scoreboards.words import words_of


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The event as it will be kept, the state it leads to, and the news of its play."""

    fact: Fact
    state: GameState
    news: Event


def outcome_of(board: Board, fact: Fact) -> Outcome:
    """What this command does to the board as it stands; raises the refusal of the rule that forbids it."""
    corrects = isinstance(fact.command, Undo | Strike | Edit | Insert)
    if corrects or (board.status == "final" and fact.command.kind in AFTER_THE_FINAL):
        return _corrected(board, fact)
    entry = played(board.rules, board.state, position=fact.position, command=fact.command, at=fact.at)
    fact = replace(fact, text=words_of(fact.command, entry.state, board.rules))
    news = PlayRecorded(slug=board.slug, play=line_of(fact, entry, board.rules))
    return Outcome(fact=fact, state=entry.state, news=news)


def _corrected(board: Board, fact: Fact) -> Outcome:
    before = history_of(board)
    if isinstance(fact.command, Undo):
        by = None if fact.command.others else known_as(fact.actor)
        fact = replace(fact, undoes=before.undoing(fact.command.count, by=by))
    after = before.copy()
    after.add(fact)
    fact = after.facts[fact.position] = replace(fact, text=_text_of(fact, after))
    return Outcome(fact=fact, state=after.state, news=_news(board, before, after))


def _text_of(fact: Fact, after: History) -> str:
    command = fact.command
    if command.text or not isinstance(command, Strike | Edit | Insert):
        return words_of(command, after.state, after.rules)
    key = f"{fact.position}+" if isinstance(command, Insert) else after.key_at(command.position)
    entry = after.entries_of([key])[0]
    play = entry.text or after.facts[entry.position].text
    with translation.override(settings.LANGUAGE_CODE):
        if isinstance(command, Strike):
            return _("Taken out: %(play)s") % {"play": play}
        words = _("Entered later: %(play)s") if isinstance(command, Insert) else _("Put right: %(play)s")
        return words % {"play": play}


def _news(board: Board, before: History, after: History) -> Event:
    revised = revision_of(before, after)
    if is_plain_undo(revised, after):
        return PlayRecorded(slug=board.slug, play=revised["play"])
    return PlayRevised(slug=board.slug, revision=revised)

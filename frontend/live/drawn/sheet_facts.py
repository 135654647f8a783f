"""What stands on a game sheet: gathered from a game's history, with everything that was corrected in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from realtime.scoreboards.box import box_of
from realtime.scoreboards.history import History
from realtime.scoreboards.models import Board
from realtime.scoreboards.plays import clock_text, page_of
from realtime.scoreboards.remembered import history_of

Play = dict[str, Any]
CORRECTIONS = frozenset({"strike", "edit", "insert", "undo", "correct", "correct_fouls", "correct_period", "clock_set"})
POINTS = frozenset({"score", "correct"})


@dataclass(frozen=True, kw_only=True)
class TeamFacts:
    """One team: its row of the box score, its timeouts, and its fouls as they stood at the end of each period."""

    box: dict[str, Any]
    timeouts: list[str]
    fouls: list[int]


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """A game at one position, ready to be drawn."""

    slug: str
    title: str
    rules: str
    begins_at: datetime
    is_final: bool
    corrected_at: datetime | None
    stands: str
    periods: list[dict[str, Any]]
    home: TeamFacts
    away: TeamFacts
    scores: list[Play]
    corrections: list[Play]
    position: int


def facts_of(board: Board, *, position: int) -> SheetFacts:
    """The sheet of a board up to a position."""
    history = history_of(board, up_to=position)
    state, rules = history.state, board.rules
    box = box_of(slug=board.slug, rules=rules, state=state, position=position)
    plays = page_of(history, limit=max(1, len(history.keys)))["plays"]
    counting = [play for play in plays if not (play["undone"] or play["struck"])]
    last = history.facts[position].at if position else board.created_at
    stands = f"{rules.label(state.period)} {clock_text(state.clock.shown(last))}"
    home, away = (
        TeamFacts(
            box=box[team],
            timeouts=[f"{rules.label(period)} {clock_text(clock)}" for period, clock in state.side(team).timeouts],
            fouls=_fouls(history, team, len(box["periods"])),
        )
        for team in ("home", "away")
    )
    return SheetFacts(
        slug=board.slug,
        title=board.title or _("Game sheet"),
        rules=board.profile.name,
        begins_at=board.starts_at or board.created_at,
        is_final=state.status == "final",
        corrected_at=state.corrected_at,
        stands=_("Not started") if state.status == "scheduled" else stands,
        periods=box["periods"],
        home=home,
        away=away,
        scores=[play for play in counting if play["kind"] in POINTS and play["team"]],
        corrections=[play for play in plays if play["kind"] in CORRECTIONS and not play["undone"]],
        position=position,
    )


def _fouls(history: History, team: Any, periods: int) -> list[int]:
    """Team fouls as the board showed them last in each period."""
    counted = dict.fromkeys(range(1, periods + 1), 0)
    for entry in history.script:
        counted[entry.state.period] = entry.state.side(team).fouls
    return [counted[number] for number in range(1, periods + 1)]

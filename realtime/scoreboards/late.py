"""A board as somebody sees it who watches some seconds late: nothing newer than that can be read from here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime

from realtime.events import utc_text
from realtime.scoreboards.box import box_of
from realtime.scoreboards.models import Board
from realtime.scoreboards.plays import SHOWN
from realtime.scoreboards.public import public_state
from realtime.scoreboards.queries import box_score, plays_before, state_of
from realtime.scoreboards.remembered import history_of

MOST_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Late:
    """A board up to the position that it had reached `delay` seconds ago."""

    board: Board
    position: int
    delay: int

    def state(self) -> dict[str, Any]:
        """The public state then; its clock's deadline is late as well, so watchers count down to it as ever."""
        return _shifted(_public_after(self.board, self.position), self.delay)

    def plays(self, *, before: str | None = None, limit: int = SHOWN) -> dict[str, Any]:
        """The plays then, as `plays_before` gives them."""
        return plays_before(self.board, before=before, limit=limit, up_to=self.position)

    def box(self) -> dict[str, Any]:
        """The box score then, as of the event that had changed it last as far as that is known."""
        if self.position >= self.board.box_position:
            return box_score(self.board)
        state = history_of(self.board, up_to=self.position).state
        return box_of(slug=self.board.slug, rules=self.board.rules, state=state, position=self.position)


def seen_late(board: Board, *, delay: int, now: datetime) -> Late:
    """What may be seen of the board `delay` seconds late."""
    if not delay:
        return Late(board=board, position=board.position, delay=0)
    return Late(board=board, position=position_at(board, at=now - timedelta(seconds=delay)), delay=delay)


def state_at(board: Board, *, at: datetime) -> dict[str, Any]:
    """The public state after the last event that had happened at this moment."""
    return _public_after(board, position_at(board, at=at))


def position_at(board: Board, *, at: datetime) -> int:
    """The position before the first event that is newer than this moment."""
    # Commands that waited for each other may carry times that run backwards: a newer one holds back all behind it.
    newer = board.events.filter(at__gt=at).order_by("position").values_list("position", flat=True).first()
    return board.position if newer is None else newer - 1


def _public_after(board: Board, position: int) -> dict[str, Any]:
    if position == board.position:
        return state_of(board)
    history = history_of(board, up_to=position)
    at = history.facts[position].at if position else board.created_at
    return public_state(
        slug=board.slug,
        title=board.title,
        rules=board.rules,
        state=history.state,
        position=position,
        at=at,
        expires_at=board.expires_at,
    )


def _shifted(state: dict[str, Any], delay: int) -> dict[str, Any]:
    if not delay:
        return state
    clocks = {name: _clock_shifted(state[name], delay) for name in ("clock", "shot") if state[name]}
    return {**state, **clocks}


def _clock_shifted(clock: dict[str, Any], delay: int) -> dict[str, Any]:
    times = {name: parse_datetime(clock.get(name) or "") for name in ("deadline", "stops_at")}
    return {**clock, **{name: utc_text(at + timedelta(seconds=delay)) for name, at in times.items() if at}}

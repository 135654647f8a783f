"""Steps at the scorer's table, worded for tests: open a board, command it, look at it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from project.base.errors import Refusal
from realtime.models import EventRow
from realtime.scoreboards.actions import Result, apply_command, create_board
from realtime.scoreboards.commands import TeamLook, read_command
from realtime.scoreboards.history import Fact, History, derive
from realtime.scoreboards.models import Board, RuleProfile
from realtime.scoreboards.profiles import PROFILES
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState, Side, opening_state
from realtime.scoreboards.steps import advance
from realtime.topics import Kind

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOME = Side(name="Harbour Herons", short="HER", colour="#0f766e")
AWAY = Side(name="Foundry Foxes", short="FOX", colour="#b45309")


def after(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def rules_of(profile: str) -> Rules:
    """The rules of a profile, without a database."""
    numbers = next(row for row in PROFILES if row["slug"] == profile)
    return RuleProfile(**numbers).rules()


def opened(profile: str = "fiba") -> GameState:
    """A board before the first event."""
    return opening_state(rules_of(profile), HOME, AWAY)


def played(
    *payloads: dict[str, Any], profile: str = "fiba", state: GameState | None = None, at: datetime = NOON
) -> GameState:
    """The state after these commands, all at one moment."""
    state = state or opened(profile)
    for payload in payloads:
        state = advance(rules_of(profile), state, read_command(payload), at)
    return state


def history(*payloads: dict[str, Any], profile: str = "fiba") -> History:
    """A history of these commands, a second apart, starting a second after noon."""
    facts = (
        Fact(position=number, command=read_command(payload), at=after(number))
        for number, payload in enumerate(payloads, 1)
    )
    return derive(rules_of(profile), opened(profile), facts)


def open_board(profile: str = "fiba", slug: str | None = None) -> Board:
    """A board in the database."""
    board, _token = create_board(
        home=TeamLook(name=HOME.name, short=HOME.short, colour=HOME.colour),
        away=TeamLook(name=AWAY.name, short=AWAY.short, colour=AWAY.colour),
        profile=profile,
        slug=slug,
        now=NOON,
    )
    return board


_seconds = count(1)


def command(board: Board, payload: dict[str, Any], **options: Any) -> Result:
    """Apply one command to the board; ids and moments are made when not given."""
    given: dict[str, Any] = {"command_id": str(uuid4()), "actor": "ada", "now": after(next(_seconds) / 1000)}
    return apply_command(slug=board.slug, command=read_command(payload), **(given | options))


@contextmanager
def assert_refused(refusal: type[Refusal]) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The block is refused by exactly this rule."""
    with pytest.raises(Refusal) as caught:
        yield caught
    assert caught.value.code == refusal.__name__


def folded(kind: Kind, snapshot: dict[str, Any], slug: str, since: int) -> dict[str, Any]:
    """What a listener holds who had this snapshot and then every later event of the topic."""
    rows = EventRow.objects.filter(topic__name=f"{kind.name}.{slug}", seq__gt=since).order_by("seq")
    for frame in rows.values_list("frame", flat=True):
        event = json.loads(frame)
        snapshot = kind.fold(snapshot, event["name"], event["data"])
    return snapshot


def score(team: str = "home", points: int = 2) -> dict[str, Any]:
    """The command for a basket."""
    return {"kind": "score", "team": team, "points": points}


def repeated(build: Callable[[], dict[str, Any]], times: int) -> list[dict[str, Any]]:
    """The same command several times."""
    return [build() for _number in range(times)]


NEXT = {"kind": "period_next", "clock_ms": 0}
START, STOP, FINAL = {"kind": "clock_start"}, {"kind": "clock_stop"}, {"kind": "final"}

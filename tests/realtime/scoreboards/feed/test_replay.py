"""A replay keeps the pace of the game, and can be taken up again where it stopped."""

import pytest

from project.base.errors import Refusal
from realtime.scoreboards.commands import AnyCommand, Tell, Timeout
from realtime.scoreboards.feed.game import Planned
from realtime.scoreboards.feed.replay import LONGEST_PAUSE, Pace, replay
from realtime.scoreboards.steps.periods import GameIsFinal
from realtime.scoreboards.steps.tallies import NoTimeoutsLeft
from tests.realtime.scoreboards.table import assert_refused

TIMEOUT = Timeout(team="home", text="SPURS Timeout", clock_ms=5_000)


class Board:
    """Remembers what it was sent, and refuses what it was told to."""

    def __init__(self, **refused: type[Refusal]) -> None:
        self.sent: list[tuple[str, str]] = []
        self.refused = refused

    def __call__(self, command: AnyCommand, command_id: str) -> None:
        if command.kind in self.refused:
            raise self.refused[command.kind]
        self.sent.append((command.kind, command_id))


def test_waits_are_those_of_the_game_divided_by_the_speed() -> None:
    waits: list[float] = []
    plays = [Planned(Tell(kind="note"), f"play-{ms}", ms) for ms in (0, 4_000, 600_000)]

    replay(plays, Board(), Pace(speed=2, wait=waits.append))

    assert waits == [0, 0, 2, LONGEST_PAUSE]


def test_without_waiting_the_clock_is_not_run() -> None:
    board = Board()

    assert replay([Planned(Tell(kind="note"), "play-1", 9_000)], board, Pace(speed=0)) == 1
    assert board.sent == [("note", "play-1")]


def test_a_timeout_beyond_the_rules_is_told() -> None:
    board = Board(timeout=NoTimeoutsLeft)

    replay([Planned(TIMEOUT, "play-1")], board, Pace(speed=0))

    assert board.sent == [("note", "play-1-told")]


def test_any_other_refusal_ends_the_replay() -> None:
    with assert_refused(GameIsFinal):
        replay([Planned(TIMEOUT, "play-1")], Board(timeout=GameIsFinal), Pace(speed=0))


@pytest.mark.parametrize("speed", [0.5, 1, 20])
def test_live_the_clock_runs_after_each_start(speed: float) -> None:
    board = Board()

    replay([Planned(TIMEOUT, "play-1")], board, Pace(speed=speed, wait=lambda _seconds: None))

    assert board.sent == [("timeout", "play-1"), ("clock_start", "play-1-clock")]

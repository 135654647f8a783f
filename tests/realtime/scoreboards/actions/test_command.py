"""A command is applied once, in order, with its event and its news, however many try at once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realtime.models import EventRow
from realtime.scoreboards.actions import CommandIdReused, PositionConflict
from realtime.scoreboards.models import Board, GameEvent
from realtime.scoreboards.queries import UnknownBoard, state_of
from realtime.scoreboards.remembered import history_of
from realtime.scoreboards.steps.tallies import NoTimeoutsLeft
from tests.realtime.scoreboards.table import (
    START,
    after,
    assert_refused,
    command,
    open_board,
    score,
)

pytestmark = pytest.mark.django_db

# Savepoint pair, lock the board, look for the id, insert the event, save the board, one per topic.
QUERIES = 8


def frames(board: Board, kind: str) -> list[str]:
    rows = EventRow.objects.filter(topic__name=f"{kind}.{board.slug}").order_by("seq")
    return list(rows.values_list("frame", flat=True))


def test_a_command_is_recorded_with_the_state_it_led_to() -> None:
    board = open_board()

    result = command(board, START, now=after(0))
    result = command(board, score("away", 3), now=after(12.5))

    event = board.events.get(position=2)
    board.refresh_from_db()
    assert result.position == board.position == 2
    assert result.state == state_of(board)
    assert (event.kind, event.actor, event.clock_ms) == ("score", "ada", 587_500)
    assert (event.home_score, event.away_score, event.text) == (0, 3, "Foundry Foxes: 3 points")


def test_both_topics_are_told_in_the_same_transaction() -> None:
    board = open_board()

    command(board, score("home", 2) | {"text": "Tip-in by Åse"})

    assert len(frames(board, "board")) == len(frames(board, "plays")) == 1
    assert '"text":"Tip-in by Åse"' in frames(board, "plays")[0]
    assert '"score":2' in frames(board, "board")[0]


def test_a_refused_command_leaves_no_trace() -> None:
    board = open_board()
    for _number in range(2):
        command(board, {"kind": "timeout", "team": "home"})
    before = state_of(Board.objects.get(pk=board.pk))

    with assert_refused(NoTimeoutsLeft):
        command(board, {"kind": "timeout", "team": "home"})

    assert state_of(Board.objects.get(pk=board.pk)) == before
    assert board.events.count() == len(frames(board, "plays")) == 2


def test_the_same_id_gets_the_same_answer_again() -> None:
    board = open_board()
    first = command(board, score(), command_id="command-1")
    command(board, START)

    again = command(board, score(), command_id="command-1")

    assert (again.position, again.state, again.repeated) == (first.position, first.state, True)
    assert board.events.count() == 2


def test_the_same_id_for_another_command_is_refused() -> None:
    board = open_board()
    command(board, score("home", 2), command_id="command-1")

    with assert_refused(CommandIdReused):
        command(board, score("home", 3), command_id="command-1")
    assert board.events.count() == 1


def test_a_command_for_an_older_position_is_refused_and_told_how_it_stands() -> None:
    board = open_board()
    now = command(board, score(), expected_position=0)

    with assert_refused(PositionConflict) as caught:
        command(board, score(), expected_position=0)
    assert caught.value.extra == {"position": 1, "state": now.state}


def test_an_unknown_board_is_refused() -> None:
    with assert_refused(UnknownBoard):
        command(Board(slug="nowhere"), score())


def test_undo_keeps_the_history_and_is_itself_an_event() -> None:
    board = open_board()
    for points in (1, 2, 3):
        command(board, score("home", points))

    result = command(board, {"kind": "undo", "count": 2, "reason": "Offensive foul"})

    assert result.state["home"]["score"] == 1
    event = board.events.get(position=4)
    assert (event.kind, event.undoes, event.reason) == ("undo", 2, "Offensive foul")
    assert board.events.count() == 4


@pytest.mark.parametrize("earlier", [1, 499])
def test_a_command_costs_the_same_however_long_the_game(earlier: int) -> None:
    board = open_board()
    for _number in range(earlier):
        command(board, score("home", 1))

    counts = []
    for payload in ({"kind": "note", "text": "Crowd on its feet"}, score()):
        with CaptureQueriesContext(connection) as queries:
            command(board, payload)
        counts.append(len(queries))

    # Points are told to the box score as well.
    assert counts == [QUERIES, QUERIES + 1]


def test_the_stored_state_is_what_the_events_derive() -> None:
    board = open_board()
    plays: list[dict[str, Any]] = [START, score(), {"kind": "foul", "team": "away"}, score("away", 3)]
    for number, play in enumerate([*plays, {"kind": "undo", "count": 2}, score("home", 1)]):
        command(board, play, now=after(number + 0.123456))

    board.refresh_from_db()
    assert history_of(board).state == board.state
    assert list(GameEvent.objects.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]

"""A correction is an event like any other: kept for ever, told to all, answered again, refused without a trace."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realtime.models import EventRow
from realtime.scoreboards.history import PlayNoLongerFits, UndoTakesOthers
from realtime.scoreboards.models import Board
from realtime.scoreboards.plays import SHOWN
from realtime.scoreboards.queries import plays_before, state_of
from realtime.scoreboards.remembered import history_of
from realtime.scoreboards.steps.periods import GameIsFinal
from realtime.scoreboards.topics import BOARD, BOX, PLAYS
from tests.realtime.scoreboards.table import (
    FINAL,
    NEXT,
    START,
    after,
    assert_refused,
    command,
    folded,
    open_board,
    score,
)

pytestmark = pytest.mark.django_db

# As for any command, and one for the log.
QUERIES = 10
STRIKE = {"kind": "strike", "position": 1, "reason": "Not made"}


def frames(board: Board, kind: str) -> list[dict[str, Any]]:
    rows = EventRow.objects.filter(topic__name=f"{kind}.{board.slug}").order_by("seq")
    return [json.loads(frame) for frame in rows.values_list("frame", flat=True)]


def test_a_correction_is_kept_with_its_reason_and_told_to_all_topics() -> None:
    board = open_board()
    command(board, score("home", 2))
    command(board, score("away", 3))

    result = command(board, STRIKE, actor="usr_ada", actor_name="Ada")

    event = board.events.get(position=3)
    assert (event.kind, event.reason, event.text) == ("strike", "Not made", "Taken out: Harbour Herons: 2 points")
    assert (event.home_score, event.away_score) == (0, 3)
    assert (result.state["home"]["score"], result.position) == (0, 3)
    told = frames(board, "plays")[-1]
    assert (told["name"], told["data"]["play"]["actor"]) == ("play.revised", "Ada")
    assert told["data"]["changed"] == [["1", 1, 600_000, 0, 0], ["2", 1, 600_000, 0, 3]]
    assert told["data"]["marks"] == {"1": {"struck": 3}}


def test_an_inserted_play_is_told_with_its_place() -> None:
    board = open_board()
    command(board, score("home", 2), now=after(1))
    command(board, score("away", 3), now=after(2))
    said = {"kind": "insert", "after": 1, "command": score("home", 1), "reason": "Free throw missed"}

    command(board, said, now=after(60))

    placed = frames(board, "plays")[-1]["data"]["placed"]
    assert (placed["after"], placed["play"]["key"], placed["play"]["position"]) == ("1", "3+", 3)
    assert (placed["play"]["home"], placed["play"]["away"], placed["play"]["inserted"]) == (3, 0, True)
    assert placed["play"]["at"] == "2026-11-21T12:00:01.000Z"
    assert [play["key"] for play in plays_before(board_now(board))["plays"]] == ["1", "3+", "2", "3"]


def test_a_refused_correction_leaves_no_trace() -> None:
    board = open_board()
    command(board, score("home", 2))
    command(board, {"kind": "correct", "team": "home", "points": -1, "reason": "Foot on the line"})
    before = state_of(board_now(board)), plays_before(board_now(board))

    with assert_refused(PlayNoLongerFits) as caught:
        command(board, STRIKE)

    assert caught.value.extra == {
        "position": 2,
        "rule": "ScoreBelowZero",
        "text": "Harbour Herons: score corrected by -1",
    }
    assert (state_of(board_now(board)), plays_before(board_now(board))) == before
    assert len(frames(board, "plays")) == 2


def test_a_correction_sent_twice_gets_the_same_answer_again() -> None:
    board = open_board()
    command(board, score())
    first = command(board, STRIKE, command_id="command-1")
    command(board, score())

    again = command(board, STRIKE, command_id="command-1")

    assert (again.position, again.state, again.repeated) == (first.position, first.state, True)


@pytest.mark.parametrize("kind", [BOARD, BOX, PLAYS])
def test_a_listener_of_corrections_and_their_undo_has_the_fresh_snapshot(kind: Any) -> None:
    board = open_board()
    for number in range(SHOWN + 5):
        command(board, score("away" if number % 3 else "home", 1))
    held = kind.snapshot(board.slug)
    head = len(frames(board, kind.name))

    for payload in (
        {"kind": "strike", "position": 2, "reason": "Not made"},
        {"kind": "strike", "position": 40, "reason": "Not made"},
        {"kind": "edit", "position": 41, "command": score("home", 3), "reason": "Misheard"},
        {"kind": "insert", "after": 0, "command": score("home", 2), "reason": "Missed"},
        {"kind": "insert", "after": 50, "command": score("away", 2), "reason": "Missed"},
        {"kind": "edit", "position": 70, "command": score("away", 3), "reason": "Misheard"},
        {"kind": "undo", "count": 3},
        {"kind": "reset"},
        {"kind": "undo", "count": 6},
    ):
        command(board, payload)
        assert folded(kind, held, board.slug, head) == kind.snapshot(board.slug)


def test_the_stored_state_is_what_the_corrected_events_derive() -> None:
    board = open_board()
    for payload in (START, score(), score("away", 3), {**STRIKE, "position": 2}, score(), {"kind": "undo", "count": 2}):
        command(board, payload)

    assert history_of(board_now(board)).state == board_now(board).state


def test_the_final_can_be_corrected_and_says_so_until_that_is_undone() -> None:
    board = open_board()
    command(board, score("home", 3))
    command(board, FINAL | {"reason": "Rain"})
    fouls = {"kind": "correct_fouls", "team": "away", "fouls": 2, "reason": "Counted again"}

    results = [command(board, payload, now=after(9)).state for payload in (STRIKE, fouls)]

    assert [(state["status"], state["corrected_at"]) for state in results] == [
        ("final", "2026-11-21T12:00:09.000Z")
    ] * 2
    assert (results[1]["home"]["score"], results[1]["away"]["fouls"]) == (0, 2)
    undone = command(board, {"kind": "undo", "count": 2}).state
    assert (undone["status"], undone["corrected_at"], undone["home"]["score"]) == ("final", None, 3)


@pytest.mark.parametrize(
    "payload",
    [
        score(),
        START,
        {"kind": "note", "text": "Party"},
        {"kind": "correct_period", "period": 2, "remaining_ms": 0, "reason": "Wrong period"},
        {"kind": "clock_set", "remaining_ms": 0, "reason": "Wrong clock"},
    ],
)
def test_nothing_else_is_heard_after_the_final(payload: dict[str, Any]) -> None:
    board = open_board()
    command(board, FINAL | {"reason": "Rain"})

    with assert_refused(GameIsFinal):
        command(board, payload)


def test_a_decided_final_stays_decided() -> None:
    board = open_board()
    command(board, score("home", 2))
    for payload in (NEXT, NEXT, NEXT, FINAL | {"clock_ms": 0}):
        command(board, payload)

    with assert_refused(PlayNoLongerFits) as caught:
        command(board, STRIKE)
    assert (caught.value.extra["position"], caught.value.extra["rule"]) == (5, "GameIsTied")
    assert state_of(board_now(board))["home"]["score"] == 2


def test_undo_takes_somebody_elses_play_only_when_told_so() -> None:
    board = open_board()
    command(board, score("home", 2), actor="usr_ada", actor_name="Ada")
    command(board, score("away", 3), actor="usr_ben", actor_name="Ben")

    with assert_refused(UndoTakesOthers) as caught:
        command(board, {"kind": "undo", "count": 2}, actor="usr_ben")
    assert caught.value.extra["plays"] == [{"position": 1, "text": "Harbour Herons: 2 points", "actor": "Ada"}]
    assert state_of(board_now(board))["home"]["score"] == 2

    assert command(board, {"kind": "undo"}, actor="usr_ben").state["away"]["score"] == 0
    told = {"kind": "undo", "count": 1, "others": True}
    assert command(board, told, actor="usr_ben").state["home"]["score"] == 0


@pytest.mark.parametrize("earlier", [3, 300])
def test_a_correction_costs_the_same_queries_however_long_the_game(earlier: int) -> None:
    board = open_board()
    for _number in range(earlier):
        command(board, score("home", 1))

    # Before it is taken back, it is asked whose it is: the same person may have scored as a guest.
    for payload, more in ((STRIKE, 0), ({"kind": "undo"}, 1)):
        with CaptureQueriesContext(connection) as queries:
            command(board, payload)
        assert len(queries) == QUERIES + more


def board_now(board: Board) -> Board:
    return Board.objects.get(pk=board.pk)

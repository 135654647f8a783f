"""Somebody who watches late sees what was true then, and nothing newer."""

import pytest
from pytest_django import DjangoAssertNumQueries

from realtime.scoreboards.late import position_at, seen_late, state_at
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import board_named, state_of
from tests.realtime.scoreboards.table import START, after, command, open_board, score

pytestmark = pytest.mark.django_db


def played() -> tuple[Board, list[dict[str, object]]]:
    """A game of five events ten seconds apart, the last an undo of two, and the state after each."""
    board = open_board(slug="derby")
    payloads = [START, score(), score("away", 3), score(), {"kind": "undo", "count": 2}]
    states = [state_of(board)]
    states += [command(board, payload, now=after(10 * at)).state for at, payload in enumerate(payloads, 1)]
    return board_named("derby"), states


@pytest.mark.parametrize(("seconds", "position"), [(9, 0), (10, 1), (19.9, 1), (35, 3), (49, 4), (50, 5), (500, 5)])
def test_state_at_a_moment_is_the_one_that_was_told_then(seconds: float, position: int) -> None:
    board, states = played()

    assert state_at(board, at=after(seconds)) == states[position]


def test_deadline_is_as_late_as_the_viewer() -> None:
    board, states = played()

    late = seen_late(board, delay=20, now=after(45)).state()

    told = states[2]["clock"]
    assert late["clock"] == told | {"deadline": "2026-11-21T12:10:30.000Z"}  # type: ignore[operator]
    assert {**late, "clock": told} == states[2]


def test_play_is_taken_back_only_when_its_undo_is_seen() -> None:
    board, _states = played()

    before = seen_late(board, delay=20, now=after(69)).plays()
    now = seen_late(board, delay=20, now=after(70)).plays()

    assert [(play["position"], play["undone"]) for play in before["plays"]] == [(at, False) for at in (1, 2, 3, 4)]
    assert (before["total"], now["total"]) == (4, 5)
    assert [play["position"] for play in now["plays"] if play["undone"]] == [3, 4]


def test_event_with_an_older_time_waits_for_the_newer_one_before_it() -> None:
    board = open_board()
    for seconds in (10, 30, 29):
        command(board, score(), now=after(seconds))

    board = board_named(board.slug)
    assert position_at(board, at=after(29.5)) == 1
    assert position_at(board, at=after(30)) == 3


def test_correction_is_not_known_before_it_was_made() -> None:
    board = open_board(slug="derby")
    for at, payload in enumerate((score(), score("away", 3)), 1):
        command(board, payload, now=after(10 * at))
    command(board, {"kind": "strike", "position": 1, "reason": "Not made"}, now=after(30))
    said = {"kind": "insert", "after": 1, "command": score("home", 3), "reason": "Missed"}
    command(board, said, now=after(40))
    board = board_named("derby")

    seen = [seen_late(board, delay=20, now=after(seconds)) for seconds in (49, 50, 60)]

    assert [late.state()["home"]["score"] for late in seen] == [2, 0, 3]
    assert [
        [(play["key"], play["home"], play["away"], play["struck"]) for play in late.plays()["plays"]] for late in seen
    ] == [
        [("1", 2, 0, None), ("2", 2, 3, None)],
        [("1", 0, 0, 3), ("2", 0, 3, None), ("3", 0, 3, None)],
        [("1", 0, 0, 3), ("4+", 3, 0, None), ("2", 3, 3, None), ("3", 3, 3, None), ("4", 3, 3, None)],
    ]


def test_shot_clock_is_as_late_as_the_game_clock() -> None:
    board = open_board(slug="derby")
    command(board, {"kind": "shot_reset"}, now=after(0))
    command(board, START, now=after(1))

    told = seen_late(board_named("derby"), delay=0, now=after(30)).state()
    late = seen_late(board_named("derby"), delay=20, now=after(30)).state()

    assert (told["shot"]["deadline"], late["shot"]["deadline"]) == (
        "2026-11-21T12:00:25.000Z",
        "2026-11-21T12:00:45.000Z",
    )
    assert (told["clock"]["stops_at"], late["clock"]["stops_at"]) == (
        told["shot"]["deadline"],
        late["shot"]["deadline"],
    )


@pytest.mark.parametrize("plays", [1, 40])
def test_late_page_costs_the_same_early_and_late_in_a_game(
    django_assert_max_num_queries: DjangoAssertNumQueries, plays: int
) -> None:
    board = open_board(slug="derby")
    for number in range(plays):
        command(board, score(), now=after(number))
    row, now = board_named("derby"), after(plays + 18)

    # The position of that moment, its state and its plays.
    with django_assert_max_num_queries(3):
        late = seen_late(row, delay=20, now=now)
        late.state()
        late.plays()

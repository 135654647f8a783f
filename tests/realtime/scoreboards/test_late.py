"""Somebody who watches late sees what was true then, and nothing newer."""

from datetime import timedelta

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


def test_late_page_costs_the_same_early_and_late_in_a_game(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    board = open_board(slug="derby")
    for number in (1, 40):
        for _ in range(number):
            command(board, score(), now=after(number))
        row, now = board_named("derby"), after(number) + timedelta(seconds=19)

        with django_assert_num_queries(5 if number > 1 else 2):
            late = seen_late(row, delay=20, now=now)
            late.state()
            late.plays()
        # Everybody who is as late folds no more.
        with django_assert_num_queries(3 if number > 1 else 2):
            late = seen_late(row, delay=20, now=now)
            late.state()
            late.plays()

"""The three games of the file, played through a board, end as they ended."""

from typing import Any

import pytest

from realtime.scoreboards.actions import apply_command
from realtime.scoreboards.commands import read_command
from realtime.scoreboards.feed.game import FeedGame, plan, read_game
from realtime.scoreboards.feed.rows import read_rows
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import state_of
from realtime.scoreboards.remembered import history_of
from realtime.scoreboards.topics import BOARD, BOX, PLAYS
from tests.realtime.scoreboards.table import NOON, command, folded, open_board
from tests.shared import shared_data

FILE = shared_data("basketball_play_by_play.csv")
ENDS = {1: (122, 115, 6), 2: (113, 122, 4), 3: (123, 108, 4)}


def replayed(game: FeedGame) -> Board:
    board = open_board("nba")
    for planned in plan(game, periods=4):
        apply_command(
            slug=board.slug,
            command=planned.command,
            command_id=planned.command_id,
            actor="feed",
            now=NOON,
        )
    board.refresh_from_db()
    return board


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 2, 3])
class TestReplay:
    def test_the_end_is_that_of_the_file(self, number: int) -> None:
        board = replayed(read_game(FILE, number))

        last = max(row.moment for row in read_rows(FILE, number))
        away, home, periods = ENDS[number]
        assert (board.away_score, board.home_score, board.status) == (away, home, "final")
        assert away + home == last[2]
        assert board.state.period == periods

    def test_every_row_is_a_play_with_its_words_clock_and_score(self, number: int) -> None:
        game = read_game(FILE, number)
        board = replayed(game)

        events = {event.command_id.rsplit("-", 1)[0]: event for event in board.events.order_by("position")}
        for row in read_rows(FILE, number):
            event = events[f"feed-{number}-{row.line}"]
            assert (event.text, event.period, event.clock_ms, event.home_score, event.away_score) == (
                row.text,
                row.period,
                row.clock_ms,
                row.home_score,
                row.away_score,
            )

    def test_who_listened_from_the_start_holds_what_a_newcomer_gets(self, number: int) -> None:
        board = replayed(read_game(FILE, number))

        for kind in (BOARD, BOX, PLAYS):
            nothing: dict[str, Any] = {"plays": [], "earlier": False}
            assert folded(kind, nothing, board.slug, 0) == kind.snapshot(board.slug)

    def test_undoing_everything_leaves_nothing_but_the_history(self, number: int) -> None:
        board = replayed(read_game(FILE, number))
        played = list(board.events.values_list("position", "text"))

        result = command(board, {"kind": "undo", "count": len(played), "others": True})

        opening: dict[str, Any] = state_of(open_board("nba"))
        assert result.state == opening | {"slug": board.slug, "position": len(played) + 1}
        assert list(board.events.values_list("position", "text"))[:-1] == played
        board.refresh_from_db()
        assert history_of(board).state == board.opening_state()


@pytest.mark.parametrize(
    ("number", "home", "away", "filled"),
    [(1, "OKC", "SAS", [71, 372]), (2, "OKC", "SAS", [578]), (3, "SAS", "OKC", [1132, 1148])],
)
def test_names_follow_who_made_the_points_and_gaps_are_noted(
    number: int, home: str, away: str, filled: list[int]
) -> None:
    game = read_game(FILE, number)
    list(plan(game, periods=4))

    assert (game.swapped, game.home, game.away, game.filled) == (True, home, away, filled)


def test_points_that_the_feed_leaves_out_are_a_play_before_the_row() -> None:
    planned = list(plan(read_game(FILE, 1), periods=4))

    at = [each.command_id for each in planned].index("feed-1-71-0")
    left_out, told = planned[at].command, planned[at + 1].command
    assert left_out == read_command(
        {
            "kind": "score",
            "team": "away",
            "points": 1,
            "player": "scastle",
            "text": "Points that the feed counts without a play",
            "clock_ms": 258_000,
        }
    )
    assert (told.kind, told.text) == ("score", "S. Castle Free Throw 2 of 2 (7 PTS)")

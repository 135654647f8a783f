"""The three games of the file, played through a board, end as they ended."""

from typing import Any

import pytest
from django.test import TestCase

from realtime.scoreboards.actions import apply_command
from realtime.scoreboards.commands import read_command
from realtime.scoreboards.feed.game import FeedGame, plan, read_game
from realtime.scoreboards.feed.rows import read_rows
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import box_score, state_of
from realtime.scoreboards.remembered import history_of
from realtime.scoreboards.topics import BOARD, BOX, PLAYS
from tests.realtime.scoreboards.feed.told import DISAGREES, FILE, TOLD, told_of
from tests.realtime.scoreboards.table import NOON, command, folded, open_board

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


class Replayed:
    """A game of the file, played once for all that is claimed of it."""

    number: int
    game: FeedGame
    board: Board

    @classmethod
    def setUpTestData(cls) -> None:
        """What a test changes of it is its own."""
        cls.game = read_game(FILE, cls.number)
        cls.board = replayed(cls.game)

    def test_the_end_is_that_of_the_file(self) -> None:
        last = max(row.moment for row in read_rows(FILE, self.number))
        away, home, periods = ENDS[self.number]
        assert (self.board.away_score, self.board.home_score, self.board.status) == (away, home, "final")
        assert away + home == last[2]
        assert self.board.state.period == periods

    def test_every_row_is_a_play_with_its_words_clock_and_score(self) -> None:
        events = {event.command_id.rsplit("-", 1)[0]: event for event in self.board.events.order_by("position")}
        for row in read_rows(FILE, self.number):
            event = events[f"feed-{self.number}-{row.line}"]
            assert (event.text, event.period, event.clock_ms, event.home_score, event.away_score) == (
                row.text,
                row.period,
                row.clock_ms,
                row.home_score,
                row.away_score,
            )

    def test_who_listened_from_the_start_holds_what_a_newcomer_gets(self) -> None:
        for kind in (BOARD, BOX, PLAYS):
            nothing: dict[str, Any] = {"plays": [], "earlier": False}
            assert folded(kind, nothing, self.board.slug, 0) == kind.snapshot(self.board.slug)

    def test_undoing_everything_leaves_nothing_but_the_history(self) -> None:
        board = self.board
        played = list(board.events.values_list("position", "text"))

        result = command(board, {"kind": "undo", "count": len(played), "others": True})

        opening: dict[str, Any] = state_of(open_board("nba"))
        assert result.state == opening | {"slug": board.slug, "position": len(played) + 1}
        assert list(board.events.values_list("position", "text"))[:-1] == played
        board.refresh_from_db()
        assert history_of(board).state == board.opening_state()

    def test_the_box_says_of_everybody_what_the_file_told_last(self) -> None:
        box, disagrees = box_score(self.board), {}

        for player in (*box["home"]["players"], *box["away"]["players"]):
            for figure in (*TOLD, "assists"):
                told = [total for _line, total in told_of(self.game.rows, player["name"], figure)]
                if player[figure] != (told or [0])[-1]:
                    disagrees[self.number, player["name"], figure] = (player[figure], told[-1])
        assert disagrees == {key: values[:2] for key, values in DISAGREES.items() if key[0] == self.number}

    def test_every_point_of_the_file_has_a_player(self) -> None:
        box = box_score(self.board)

        for side, score in zip((box["home"], box["away"]), self.game.final_score, strict=True):
            assert sum(player["points"] for player in side["players"]) == side["totals"]["points"] == score
            assert side["team"]["points"] == 0
            assert sum(period["home" if side is box["home"] else "away"] for period in box["periods"]) == score


class TestFirstGame(Replayed, TestCase):
    number = 1


class TestSecondGame(Replayed, TestCase):
    number = 2


class TestThirdGame(Replayed, TestCase):
    number = 3


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

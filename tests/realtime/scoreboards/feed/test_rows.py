"""A feed is read as it lies, and its late rows are found and put where they belong."""

from pathlib import Path

import pytest

from realtime.scoreboards.feed.rows import (
    NoSuchGame,
    Row,
    UnreadableFeed,
    clock_ms,
    in_order,
    out_of_order,
    read_rows,
)
from tests.realtime.scoreboards.table import assert_refused
from tests.shared import shared_data

FILE = shared_data("basketball_play_by_play.csv")
HEAD = "game,period,clock,away,home,away_score,home_score,team,player,description\n"


def row(line: int, clock: int, points: int = 0, period: int = 1) -> Row:
    return Row(
        line=line,
        period=period,
        clock_ms=clock,
        away="FOX",
        home="HER",
        away_score=points,
        home_score=0,
        team="FOX",
        text="",
    )


@pytest.mark.parametrize(("game", "rows"), [(1, 467), (2, 402), (3, 407)])
def test_every_row_of_a_game_is_read(game: int, rows: int) -> None:
    assert len(read_rows(FILE, game)) == rows


@pytest.mark.parametrize(("game", "lines"), [(1, [172, 349]), (2, []), (3, [973, 974])])
def test_late_rows_of_the_file_are_found(game: int, lines: list[int]) -> None:
    rows = read_rows(FILE, game)

    assert [late.line for late in out_of_order(rows)] == lines
    assert out_of_order(in_order(rows)) == []
    assert sorted(in_order(rows), key=lambda row: row.line) == rows


def test_a_single_early_row_is_the_one_that_moves() -> None:
    rows = [row(1, 500), row(2, 100), row(3, 400), row(4, 300)]

    assert [early.line for early in out_of_order(rows)] == [2]
    assert [each.line for each in in_order(rows)] == [1, 3, 4, 2]


def test_rows_of_one_moment_are_ordered_by_score_and_then_stay() -> None:
    rows = [row(1, 500, 2), row(2, 500, 1), row(3, 500, 2)]

    assert [each.line for each in in_order(rows)] == [2, 1, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("11:58.00", 718_000), ("00:00.10", 100), ("0:07.3", 7_300), ("10:00", 600_000)],
)
def test_clock(text: str, expected: int) -> None:
    assert clock_ms(text) == expected


@pytest.mark.parametrize("broken", ["1,one,11:00.00,A,B,0,0,A,,x", "1,1,11:75.00,A,B,0,0,A,,x", "1,1"])
def test_a_broken_row_is_refused_with_its_line(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "feed.csv"
    file.write_text(HEAD + "1,1,11:59.00,A,B,0,0,A,,Jump Ball\n" + broken + "\n")

    with assert_refused(UnreadableFeed) as caught:
        read_rows(file, 1)
    assert caught.value.extra == {"line": 3}


def test_a_game_that_is_not_there_is_refused() -> None:
    with assert_refused(NoSuchGame):
        read_rows(FILE, 4)

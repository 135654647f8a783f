"""Names and points of the games of the file: whose a total is, and where the file disagrees with itself."""

from itertools import pairwise

import pytest

from realtime.scoreboards.feed.game import plan, read_game
from realtime.scoreboards.feed.people import Totals, left_out_points, names_of
from realtime.scoreboards.feed.rows import Row, in_order, read_rows
from realtime.scoreboards.feed.wording import points_in
from tests.realtime.scoreboards.feed.told import DISAGREES, FILE, told_of


@pytest.mark.parametrize(("number", "name", "figure"), DISAGREES)
def test_where_the_file_disagrees_with_itself_a_total_does_not_follow_the_one_before(
    number: int, name: str, figure: str
) -> None:
    rows = in_order(read_rows(FILE, number))
    texts = {row.line: row.text for row in rows}
    told = dict(told_of(rows, name, figure))
    if figure == "defensive":
        offensive = dict(told_of(rows, name, "offensive"))
        told = {line: total + offensive[line] for line, total in told.items()}

    odd = [
        line
        for (_line, before), (line, total) in pairwise(told.items())
        if total - before != (points_in(texts[line]) if figure == "points" else 1)
    ]

    assert odd == DISAGREES[number, name, figure][2]


def test_a_shared_name_is_two_threads_of_totals() -> None:
    totals = Totals()

    steps = [("J. Williams", 2, 2), ("J. Williams", 3, 3), ("J. Williams", 4, 2), ("J. Williams", 6, 3)]
    before = [totals.before(name, (told,), worth) for name, told, worth in steps]

    assert before == [(0,), (0,), (2,), (3,)]
    assert sorted(totals.threads["J. Williams"]) == [(4,), (6,)]


@pytest.mark.parametrize(
    ("number", "whose"),
    [
        (1, [("S. Castle", 1), ("S. Gilgeous-Alexander", 1)]),
        (2, [("S. Gilgeous-Alexander", 1)]),
        (3, [("S. Gilgeous-Alexander", 1), ("C. Wallace", 1)]),
    ],
)
def test_points_left_out_go_to_whom_the_next_total_gives_them(number: int, whose: list[tuple[str, int]]) -> None:
    game = read_game(FILE, number)

    assert [(found.name, found.points) for found in left_out_points(game.rows)] == whose
    given = [
        planned.command.player
        for planned in plan(game, periods=4)
        if planned.command.text == "Points that the feed counts without a play" and planned.command.kind == "score"
    ]
    ids = {name: own for names in game.people.values() for name, own in names.items()}
    assert given == [ids[name] for name, _points in whose]


def test_ids_come_from_names_and_stay_apart() -> None:
    def row(player: str, text: str = "") -> Row:
        return Row(
            line=2, period=1, clock_ms=0, away="A", home="B", away_score=0, home_score=0,
            team="A", text=text, player=player,
        )  # fmt: skip

    rows = [
        row("N. Topić", "N. Topić Layup (2 PTS) (S. Gilgeous-Alexander 1 AST)"),
        row("S. Gilgeous-Smith"),
        row("李"),
    ]

    assert names_of(rows, "A") == {
        "N. Topić": "ntopic",
        "S. Gilgeous-Alexander": "sgilgeou",
        "S. Gilgeous-Smith": "sgilgeo2",
        "李": "player",
    }
    assert names_of(rows, "B") == {}

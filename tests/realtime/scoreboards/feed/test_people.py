"""The three games of the file with their players: the box score says of everybody what the text told last."""

import re
from itertools import pairwise

import pytest

from realtime.scoreboards.feed.game import plan, read_game
from realtime.scoreboards.feed.people import Totals, left_out_points, names_of
from realtime.scoreboards.feed.rows import Row, in_order, read_rows
from realtime.scoreboards.feed.wording import points_in
from realtime.scoreboards.queries import box_score
from tests.realtime.scoreboards.feed.test_game import FILE, replayed

TOLD = {
    "points": r"\((\d+) PTS\)",
    "fouls": r"\((\d+) PF\)",
    "turnovers": r"\((\d+) TO\)",
    "steals": r"\((\d+) STL\)",
    "blocks": r"\((\d+) BLK\)",
    "offensive": r"\(Off:(\d+) Def:\d+\)",
    "defensive": r"\(Off:\d+ Def:(\d+)\)",
}
# Where the file disagrees with itself: (game, name, figure) -> (in the box, told last, lines where it shows).
# Two players of OKC are both called "J. Williams": their totals alternate under one name, and the misses do not
# say whose they are, so the box has one line for both, with the sum of the two totals.
# A third foul of K. Johnson has no row: the file tells his second and then his fourth.
DISAGREES = {
    (1, "J. Williams", "fouls"): (3, 1, [259]),
    (1, "J. Williams", "turnovers"): (3, 1, [281]),
    (1, "J. Williams", "defensive"): (7, 4, [130, 273, 330, 445]),
    (2, "J. Williams", "points"): (10, 6, [502, 544, 701]),
    (2, "J. Williams", "defensive"): (4, 3, [522]),
    (3, "K. Johnson", "fouls"): (4, 5, [1159]),
}


def told_of(rows: list[Row], name: str, figure: str) -> list[tuple[int, int]]:
    """Every total that the text tells of somebody, with its line."""
    if figure == "assists":
        found = ((row, re.search(rf"\({re.escape(name)} (\d+) AST\)", row.text)) for row in rows)
    else:
        found = ((row, re.search(TOLD[figure], row.text)) for row in rows if row.player == name)
    return [(row.line, int(match[1])) for row, match in found if match]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_box_says_of_everybody_what_the_file_told_last(number: int) -> None:
    game, disagrees = read_game(FILE, number), {}

    box = box_score(replayed(game))

    for player in (*box["home"]["players"], *box["away"]["players"]):
        for figure in (*TOLD, "assists"):
            told = [total for _line, total in told_of(game.rows, player["name"], figure)]
            if player[figure] != (told or [0])[-1]:
                disagrees[number, player["name"], figure] = (player[figure], told[-1])
    assert disagrees == {key: values[:2] for key, values in DISAGREES.items() if key[0] == number}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_point_of_the_file_has_a_player(number: int) -> None:
    game = read_game(FILE, number)

    box = box_score(replayed(game))

    for side, score in zip((box["home"], box["away"]), game.final_score, strict=True):
        assert sum(player["points"] for player in side["players"]) == side["totals"]["points"] == score
        assert side["team"]["points"] == 0
        assert sum(period["home" if side is box["home"] else "away"] for period in box["periods"]) == score


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

"""What the text of the games' file tells of everybody, read apart from the code that reads it."""

import re

from realtime.scoreboards.feed.rows import Row
from tests.shared import shared_data

FILE = shared_data("basketball_play_by_play.csv")
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

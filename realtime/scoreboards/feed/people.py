"""Who the words of a feed name: a roster for each team, and the running totals told of each name."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from realtime.scoreboards.commands import Listed, Roster
from realtime.scoreboards.feed.rows import Row
from realtime.scoreboards.feed.wording import assistant_in, points_in
from realtime.scoreboards.state import Team

LONGEST_ID, LONGEST_NAME = 8, 40
POINTS = re.compile(r"\((\d+) PTS\)")
REBOUNDS = re.compile(r"\(Off:(\d+) Def:(\d+)\)")
Total = tuple[int, ...]


@dataclass
class Totals:
    """Running totals as a feed tells them; two players who share a name are two threads under it."""

    threads: dict[str, list[Total]] = field(default_factory=lambda: defaultdict(list))

    def before(self, name: str, told: Total, step: int) -> Total:
        """The total that this one follows: the one it exceeds by `step`, or else the closest below."""
        threads = self.threads[name]
        nothing = (0,) * len(told)
        below = [total for total in (*threads, nothing) if all(a <= b for a, b in zip(total, told, strict=True))]
        found = min(below, key=lambda total: (sum(told) - sum(total) != step, -sum(total)))
        if found in threads:
            threads.remove(found)
        threads.append(told)
        return found


@dataclass
class LeftOut:
    """Points that a player's total tells of, made before the row `at` without a row of their own."""

    at: int
    team: str
    name: str
    points: int


def left_out_points(rows: Iterable[Row]) -> list[LeftOut]:
    """Every rise of a player's told points that no row explains, in the order of the game."""
    totals, found = Totals(), []
    for at, row in enumerate(rows):
        if match := POINTS.search(row.text):
            told, worth = int(match[1]), points_in(row.text)
            (before,) = totals.before(row.player, (told,), worth)
            if told - before > worth:
                found.append(LeftOut(at, row.team, row.player, told - before - worth))
    return found


def is_offensive(totals: Totals, row: Row) -> bool | None:
    """Whether a rebound is an offensive one by the totals told with it."""
    match = REBOUNDS.search(row.text)
    if match is None:
        return None
    told = int(match[1]), int(match[2])
    return told[0] > totals.before(row.player, told, 1)[0]


def names_of(rows: Iterable[Row], team: str) -> dict[str, str]:
    """The ids of everybody the rows name for a team, in the order of their first play."""
    names: dict[str, str] = {}
    for row in rows:
        if row.team == team:
            for name in filter(None, (row.player, assistant_in(row.text))):
                names.setdefault(name, _id_for(name, set(names.values())))
    return names


def roster_of(team: Team, names: dict[str, str]) -> Roster:
    """The command that lists these players."""
    return Roster(team=team, players=tuple(Listed(id=own, name=name[:LONGEST_NAME]) for name, own in names.items()))


def _id_for(name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    letters = "".join(letter for letter in plain.lower() if letter.isalnum())[:LONGEST_ID] or "player"
    number = 2
    own = letters
    while own in taken:
        own = f"{letters[: LONGEST_ID - len(str(number))]}{number}"
        number += 1
    return own

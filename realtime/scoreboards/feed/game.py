"""A game of a feed as commands: every row a play, points from the score column, gaps filled and told."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from django.utils.translation import gettext as _

from realtime.scoreboards.commands import AnyCommand, Correct, Final, PeriodNext, Score
from realtime.scoreboards.feed.rows import Row, in_order, out_of_order, read_rows
from realtime.scoreboards.feed.wording import points_in, telling
from realtime.scoreboards.state import Team

TEAMS: tuple[Team, Team] = ("home", "away")


@dataclass(frozen=True)
class Planned:
    """A command to send, the id that makes it apply once, and how long play lasted before it."""

    command: AnyCommand
    command_id: str
    after_ms: int = 0


@dataclass(kw_only=True)
class FeedGame:
    """One game of a file: its rows in order, whose score is in which column, and what was odd."""

    number: int
    rows: list[Row]
    moved: list[int]
    home: str
    away: str
    swapped: bool
    filled: list[int] = field(default_factory=list)

    @property
    def final_score(self) -> tuple[int, int]:
        """Home and away score after the last play of the file."""
        return self.rows[-1].home_score, self.rows[-1].away_score

    def team_of(self, row: Row) -> Team | None:
        """The side of the row's team, when the file names one that plays here."""
        return {self.home: TEAMS[0], self.away: TEAMS[1]}.get(row.team)


def read_game(file: Path, number: int) -> FeedGame:
    """One game, put in order; raises `UnreadableFeed` and `NoSuchGame`."""
    raw = read_rows(file, number)
    rows = in_order(raw)
    swapped = _is_swapped(rows)
    names = (rows[0].away, rows[0].home) if swapped else (rows[0].home, rows[0].away)
    moved = [row.line for row in out_of_order(raw)]
    return FeedGame(number=number, rows=rows, moved=moved, home=names[0], away=names[1], swapped=swapped)


def plan(game: FeedGame, *, periods: int) -> Iterator[Planned]:
    """The commands that play this game; notes in `game.filled` where the feed left points out."""
    scores, period, before = {"home": 0, "away": 0}, 1, game.rows[0].clock_ms
    for row in game.rows:
        while row.period > period:
            period, before = period + 1, row.clock_ms
            name = f"feed-{game.number}-start-{period}"
            yield Planned(PeriodNext(clock_ms=0), name)
        for number, command in enumerate(_commands(game, row, scores)):
            name = f"feed-{game.number}-{row.line}-{number}"
            yield Planned(command, name, max(0, before - row.clock_ms))
            before = row.clock_ms
        scores = {team: row.score_of(team) for team in TEAMS}
    decided = period >= periods and scores["home"] != scores["away"]
    reason = None if decided else _("The feed ends here.")
    yield Planned(Final(clock_ms=0, reason=reason), f"feed-{game.number}-final", before)


def _commands(game: FeedGame, row: Row, scores: dict[str, int]) -> Iterator[AnyCommand]:
    team, worth = game.team_of(row), points_in(row.text)
    gained = {side: row.score_of(side) - scores[side] for side in TEAMS}
    counts = team is not None and gained[team] >= worth > 0
    if team is not None and counts:
        gained[team] -= worth
    for side in TEAMS:
        yield from _left_out(game, row, side, gained[side])
    if team is not None and counts:
        yield Score.model_validate({"team": team, "points": worth, "text": row.text, "clock_ms": row.clock_ms})
    else:
        yield telling(row.text, team, row.clock_ms)


def _left_out(game: FeedGame, row: Row, team: Team, points: int) -> Iterator[AnyCommand]:
    if points == 0:
        return
    game.filled.append(row.line)
    if points < 0:
        reason = _("The feed takes points back.")
        yield Correct(team=team, points=points, reason=reason, clock_ms=row.clock_ms)
    text = _("Points that the feed counts without a play")
    while points > 0:
        basket = min(points, 3)
        yield Score.model_validate({"team": team, "points": basket, "text": text, "clock_ms": row.clock_ms})
        points -= basket


def _is_swapped(rows: list[Row]) -> bool:
    """Whether the score columns belong to the other team than the name columns say.

    Told by who acts when a column rises: the name columns of some feeds are the wrong way round.
    """
    votes: Counter[str] = Counter()
    for before, after in pairwise(rows):
        for side in TEAMS:
            if after.score_of(side) > before.score_of(side) and points_in(after.text):
                named = after.home if side == "home" else after.away
                votes["named" if after.team == named else "other"] += 1
    return votes["other"] > votes["named"]

"""A game of a feed as commands: every row a play, points from the score column, gaps filled and told."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from django.utils.translation import gettext as _

from realtime.scoreboards.commands import AnyCommand, Correct, Final, PeriodNext, Score
from realtime.scoreboards.feed.people import LeftOut, Totals, is_offensive, left_out_points, names_of, roster_of
from realtime.scoreboards.feed.rows import Row, in_order, out_of_order, read_rows
from realtime.scoreboards.feed.wording import assistant_in, jumper_in, points_in, telling
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
    people: dict[Team, dict[str, str]] = field(default_factory=dict)
    filled: list[int] = field(default_factory=list)

    @property
    def final_score(self) -> tuple[int, int]:
        """Home and away score after the last play of the file."""
        return self.rows[-1].home_score, self.rows[-1].away_score

    def team_of(self, row: Row) -> Team | None:
        """The side of the row's team, when the file names one that plays here."""
        return {self.home: TEAMS[0], self.away: TEAMS[1]}.get(row.team)

    def player(self, team: Team | None, name: str) -> str | None:
        """The id of somebody the file names."""
        return self.people.get(team, {}).get(name) if team else None


def read_game(file: Path, number: int) -> FeedGame:
    """One game, put in order; raises `UnreadableFeed` and `NoSuchGame`."""
    raw = read_rows(file, number)
    rows = in_order(raw)
    swapped = _is_swapped(rows)
    names = (rows[0].away, rows[0].home) if swapped else (rows[0].home, rows[0].away)
    moved = [row.line for row in out_of_order(raw)]
    people = {team: names_of(rows, name) for team, name in zip(TEAMS, names, strict=True)}
    return FeedGame(number=number, rows=rows, moved=moved, home=names[0], away=names[1], swapped=swapped, people=people)


def plan(game: FeedGame, *, periods: int) -> Iterator[Planned]:
    """The commands that play this game, rosters first; notes in `game.filled` where the feed left points out."""
    for team, names in game.people.items():
        if names:
            yield Planned(roster_of(team, names), f"feed-{game.number}-roster-{team}")
    scores, period, before = {"home": 0, "away": 0}, 1, game.rows[0].clock_ms
    left_out, rebounds = left_out_points(game.rows), Totals()
    for at, row in enumerate(game.rows):
        while row.period > period:
            period, before = period + 1, row.clock_ms
            name = f"feed-{game.number}-start-{period}"
            yield Planned(PeriodNext(clock_ms=0), name)
        unplayed = [points for points in left_out if points.at >= at]
        for number, command in enumerate(_commands(game, row, scores, unplayed, rebounds)):
            name = f"feed-{game.number}-{row.line}-{number}"
            yield Planned(command, name, max(0, before - row.clock_ms))
            before = row.clock_ms
        scores = {team: row.score_of(team) for team in TEAMS}
    decided = period >= periods and scores["home"] != scores["away"]
    reason = None if decided else _("The feed ends here.")
    yield Planned(Final(clock_ms=0, reason=reason), f"feed-{game.number}-final", before)


def _commands(
    game: FeedGame, row: Row, scores: dict[str, int], unplayed: list[LeftOut], rebounds: Totals
) -> Iterator[AnyCommand]:
    team, worth = game.team_of(row), points_in(row.text)
    gained = {side: row.score_of(side) - scores[side] for side in TEAMS}
    counts = team is not None and gained[team] >= worth > 0
    if team is not None and counts:
        gained[team] -= worth
    for side in TEAMS:
        yield from _left_out(game, row, side, gained[side], unplayed)
    player = game.player(team, row.player or jumper_in(row.text))
    if team is not None and counts:
        assist = game.player(team, assistant_in(row.text))
        yield _score(row, team, worth, row.text, player=player, assist=assist)
    else:
        yield telling(row.text, team, row.clock_ms, player=player, offensive=is_offensive(rebounds, row))


def _left_out(game: FeedGame, row: Row, team: Team, points: int, unplayed: list[LeftOut]) -> Iterator[AnyCommand]:
    if points == 0:
        return
    game.filled.append(row.line)
    if points < 0:
        reason = _("The feed takes points back.")
        yield Correct(team=team, points=points, reason=reason, clock_ms=row.clock_ms)
    text = _("Points that the feed counts without a play")
    # The next total that a player of this team is told with says whose they were.
    name = {"home": game.home, "away": game.away}[team]
    whose = next((found.name for found in unplayed if found.team == name and found.points == points), "")
    while points > 0:
        basket = min(points, 3)
        yield _score(row, team, basket, text, player=game.player(team, whose))
        points -= basket


def _score(row: Row, team: Team, points: int, text: str, **people: str | None) -> AnyCommand:
    said = {"team": team, "points": points, "text": text, "clock_ms": row.clock_ms}
    return Score.model_validate(said | people)


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

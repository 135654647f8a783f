"""Reading a play-by-play file: rows as they lie there, and the same rows in the order of the game."""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from project.base.errors import NotFound, Refusal
from realtime.scoreboards.commands import LONGEST_TEXT
from realtime.scoreboards.state import Team

CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?:\.(\d{1,3}))?")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class UnreadableFeed(Refusal):
    """The file is not a play-by-play in the known form; `line` says where."""

    status = 422
    message = _("This file is not a play-by-play that can be read.")


class NoSuchGame(NotFound):
    """The file has no game of that number."""

    message = _("The file has no game of that number.")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the file; the scores are those after the play, `line` counts from the file's top."""

    line: int
    period: int
    clock_ms: int
    away: str
    home: str
    away_score: int
    home_score: int
    team: str
    text: str
    player: str = ""

    @property
    def moment(self) -> tuple[int, int, int]:
        """Where the row belongs in the game: later clock is earlier; a score never falls."""
        return self.period, -self.clock_ms, self.away_score + self.home_score

    def score_of(self, team: Team) -> int:
        """The score in the column of this side."""
        return self.home_score if team == "home" else self.away_score


def read_rows(file: Path, game: int) -> list[Row]:
    """The rows of one game as they lie in the file; raises `UnreadableFeed` and `NoSuchGame`."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            rows = [_row(fields, reader.line_num) for fields in reader if _game(fields) == game]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFeed from error
    if not rows:
        raise NoSuchGame
    return rows


def in_order(rows: Iterable[Row]) -> list[Row]:
    """The rows by moment; those of one moment stay as the file has them."""
    return sorted(rows, key=lambda row: row.moment)


def out_of_order(rows: list[Row]) -> list[Row]:
    """The fewest rows that must move for the rest to be in order; of two, the one that came late."""
    lengths = _lengths_in_order_to_the_end(rows)
    wanted, moved = max(lengths, default=0), []
    for row, length in zip(rows, lengths, strict=True):
        if length == wanted:
            wanted -= 1
        else:
            moved.append(row)
    return moved


def _lengths_in_order_to_the_end(rows: list[Row]) -> list[int]:
    tails: list[tuple[int, ...]] = []
    lengths = []
    for row in reversed(rows):
        backwards = tuple(-part for part in row.moment)
        length = bisect_right(tails, backwards)
        tails[length : length + 1] = [backwards]
        lengths.append(length + 1)
    return lengths[::-1]


def clock_ms(text: str) -> int:
    """`11:58.00` in milliseconds; raises ValueError."""
    match = CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    minutes, seconds, fraction = match[1], match[2], match[3] or "0"
    return (int(minutes) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def _game(fields: dict[str, str]) -> int | None:
    number = fields.get("game") or ""
    return int(number) if number.isdigit() else None


def _row(fields: dict[str, str], line: int) -> Row:
    try:
        return Row(
            line=line,
            period=int(fields["period"]),
            clock_ms=clock_ms(fields["clock"] or ""),
            away=fields["away"],
            home=fields["home"],
            away_score=int(fields["away_score"]),
            home_score=int(fields["home_score"]),
            team=fields["team"],
            text=CONTROL.sub(" ", fields["description"])[:LONGEST_TEXT],
            player=CONTROL.sub(" ", fields.get("player") or "").strip(),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableFeed(line=line) from error

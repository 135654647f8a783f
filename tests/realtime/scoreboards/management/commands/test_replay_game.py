"""`replay_game` tells what it read, plays it, and compares the end with the file."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from realtime.scoreboards.models import Board
from tests.shared import shared_data

pytestmark = pytest.mark.django_db

FILE = shared_data("basketball_play_by_play.csv")


def replay(*arguments: str, file: Path = FILE) -> str:
    out = StringIO()
    call_command("replay_game", str(file), "--speed", "max", *arguments, stdout=out)
    return out.getvalue()


def test_a_replay_reports_late_rows_and_the_end() -> None:
    told = replay("--game", "1", "--slug", "west-1")

    assert told.splitlines() == [
        "Board west-1: SAS at OKC, 467 rows.",
        "Played 477 commands from 467 rows.",
        "Rows out of order: 2 (lines 172, 349)",
        "The team columns are the wrong way round: scores follow who made them.",
        "Rows with points the feed left out: 2 (lines 71, 372)",
        "Final: OKC 115, SAS 122.",
    ]


def test_a_replay_started_again_goes_on_where_it_stopped() -> None:
    replay("--game", "2", "--slug", "west-2")
    board = Board.objects.get(slug="west-2")

    replay("--game", "2", "--slug", "west-2")

    assert Board.objects.get(slug="west-2").position == board.position


@pytest.mark.parametrize(
    "arguments", [("--game", "9"), ("--profile", "korfball"), ("--speed", "fast"), ("--speed", "-1")]
)
def test_what_cannot_be_played_is_said(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        replay(*arguments)
    assert not Board.objects.exists()


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        replay(file=tmp_path / "nothing.csv")

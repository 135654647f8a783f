"""Three real games, replayed to browsers and sockets that watch from the first second to the last."""

import csv
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from realtime.scoreboards.feed.game import plan, read_game
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import plays_before
from realtime.scoreboards.revisions import fold_play
from tests.frontend.boards import Opened, command, open_board
from tests.journeys.people import Crowd, positions, see_score, watch
from tests.realtime.speaker import Speaker
from tests.shared import shared_data
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FILE = shared_data("basketball_play_by_play.csv")


@pytest.mark.parametrize("game", [1, 2, 3])
def test_every_viewer_ends_with_the_real_score_and_the_same_plays(crowd: Crowd, site: Site, game: int) -> None:
    board = open_board(profile="nba")
    head = sum(1 for _planned in plan(read_game(FILE, game), periods=4))
    ben, cyd = crowd.somebody(theme="light", width=390), crowd.somebody(theme="dark", width=1280)
    # They read while it is played: who does not answer heartbeats is forgotten.
    with Speaker(site) as figures, Speaker(site) as plays, ThreadPoolExecutor() as reading:
        figures.subscribe(f"board.{board.slug}")
        told = plays.subscribe(f"plays.{board.slug}")
        for page in (ben, cyd):
            watch(page, board)

        following = reading.submit(_follow, plays, told["snapshot"], head)
        ending = reading.submit(_last_event, figures, head)
        out = StringIO()
        call_command("replay_game", str(FILE), "--game", str(game), "--speed", "max", "--slug", board.slug, stdout=out)
        folded, last = following.result(), ending.result()

    assert Board.objects.get(slug=board.slug).position == head
    home, away = _final_of(game)
    assert (last["home"]["score"], last["away"]["score"], last["status"]) == (home, away, "final")
    assert folded == plays_before(Board.objects.get(slug=board.slug))
    for page in (ben, cyd):
        see_score(page, home, away)
        expect(page.locator(f'[data-play="{head}"]')).to_have_count(1)
        assert positions(page) == list(range(head, 0, -1))
    assert _texts(ben) == _texts(cyd)
    _undo_everything(crowd, board, head)


def _undo_everything(crowd: Crowd, board: Opened, head: int) -> None:
    command(board, "undo", count=head, others=True)

    eve = crowd.somebody()
    watch(eve, board)
    for context in crowd.contexts:
        see_score(context.pages[0], 0, 0)
    assert Board.objects.get(slug=board.slug).events.count() == head + 1


def _follow(speaker: Speaker, snapshot: dict[str, Any], head: int) -> dict[str, Any]:
    seq = 0
    while seq < head:
        event = speaker.hear("event", timeout=60)
        assert event["seq"] == seq + 1
        seq, snapshot = event["seq"], fold_play(snapshot, event["name"], event["data"])
    return snapshot


def _last_event(speaker: Speaker, head: int) -> dict[str, Any]:
    while (event := speaker.hear("event", timeout=60))["seq"] < head:
        pass
    state: dict[str, Any] = event["data"]
    return state


def _texts(page: Any) -> list[str]:
    texts: list[str] = page.locator("[data-play]").evaluate_all("rows => rows.map((row) => row.textContent.trim())")
    return [" ".join(text.split()) for text in texts]


def _final_of(game: int) -> tuple[int, int]:
    """The highest score each team has in the file: points are never taken back in it."""
    with FILE.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if int(row["game"]) == game]
    return max(int(row["home_score"]) for row in rows), max(int(row["away_score"]) for row in rows)

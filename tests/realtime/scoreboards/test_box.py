"""The box score is told when it changes, asked for at an address of its own, and as late as the viewer is."""

import pytest
from django.test import Client

from realtime.models import EventRow
from realtime.scoreboards.box import same_box
from realtime.scoreboards.late import seen_late
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import board_named, box_score
from realtime.scoreboards.topics import BOX
from tests.realtime.scoreboards.pressing import lists
from tests.realtime.scoreboards.table import START, STOP, after, command, folded, open_board, score

pytestmark = pytest.mark.django_db
LONGEST = 40


def told(board: Board) -> int:
    """How many times the board's box score was announced."""
    return EventRow.objects.filter(topic__name=f"box.{board.slug}").count()


def test_only_what_changes_the_box_is_announced_in_it() -> None:
    board = open_board()
    for payload in (lists(), START, {"kind": "note", "text": "Crowd"}, STOP, {"kind": "shot_reset"}):
        command(board, payload)
    before = told(board)

    command(board, {**score(), "player": "p1"})
    command(board, START)

    assert (before, told(board)) == (1, 2)
    assert BOX.snapshot(board.slug)["position"] == 6


def test_an_undo_takes_figures_back() -> None:
    board = open_board()
    command(board, lists())
    before = BOX.snapshot(board.slug)
    command(board, {**score(), "player": "p1", "assist": "p2"})

    command(board, {"kind": "undo"})

    assert same_box(BOX.snapshot(board.slug), before)
    assert folded(BOX, before, board.slug, 1) == BOX.snapshot(board.slug)


def test_the_box_is_read_with_an_etag(client: Client) -> None:
    board = open_board(slug="derby")
    command(board, lists())
    command(board, START)

    first = client.get("/api/boards/derby/box")
    again = client.get("/api/boards/derby/box", headers={"If-None-Match": first["ETag"]})
    command(board, score())
    later = client.get("/api/boards/derby/box", headers={"If-None-Match": first["ETag"]})

    assert first.json() | {"position": 3} != later.json()
    assert (first["ETag"], again.status_code, later["ETag"]) == ('"derby-box-1"', 304, '"derby-box-3"')
    assert first.json()["home"]["players"][0]["name"] == "Ada Marsh"
    assert client.get("/api/boards/nowhere/box").status_code == 404


def test_who_watches_late_reads_the_box_as_it_was() -> None:
    board = open_board(slug="derby")
    for second, payload in enumerate((lists(), {**score(), "player": "p1"}, START, score("away", 3)), 1):
        command(board, payload, now=after(10 * second))
    board = board_named("derby")

    boxes = [seen_late(board, delay=20, now=after(seconds)).box() for seconds in (29, 35, 45, 55, 60)]

    assert [box["position"] for box in boxes] == [0, 1, 2, 3, 4]
    assert [box["home"]["totals"]["points"] for box in boxes] == [0, 0, 2, 2, 2]
    assert [box["away"]["totals"]["points"] for box in boxes] == [0, 0, 0, 0, 3]
    assert [bool(box["home"]["players"]) for box in boxes] == [False, True, True, True, True]
    assert boxes[-1] == box_score(board)


def test_the_shot_clock_is_as_late_as_the_viewer() -> None:
    board = open_board(slug="derby")
    command(board, {"kind": "shot_reset"}, now=after(1))
    command(board, START, now=after(2))

    late = seen_late(board_named("derby"), delay=10, now=after(20)).state()

    assert late["shot"]["deadline"] == late["clock"]["stops_at"] == "2026-11-21T12:00:36.000Z"


def test_the_longest_box_fits_into_an_event() -> None:
    board = open_board()
    for team in ("home", "away"):
        players = [{"id": f"player{n:02}", "number": str(n), "name": "€" * LONGEST, "captain": True} for n in range(20)]
        command(board, {"kind": "roster", "team": team, "players": players})

    frame = EventRow.objects.filter(topic__name=f"box.{board.slug}").latest("seq").frame
    assert len(frame.encode()) < 32 * 1024

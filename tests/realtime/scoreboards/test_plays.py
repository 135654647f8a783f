"""A page of plays is bounded in bytes whatever is said in them, and so is the news of what changes it."""

import json
from typing import Any

import pytest

from realtime.models import EventRow
from realtime.scoreboards.history import MOST_CORRECTIONS
from realtime.scoreboards.models import Board
from realtime.scoreboards.plays import SHOWN, clipped
from realtime.scoreboards.topics import PLAYS
from tests.realtime.scoreboards.table import command, open_board

ALL_EMOJI = "🏀" * 40
TEXTS = ["🏀" * 140, '"' * 140, "é" * 140]
WHO = {"actor": "usr_ada", "actor_name": ALL_EMOJI}


def bytes_of(content: dict[str, Any]) -> int:
    return len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def board_with_players() -> Board:
    board = open_board()
    players = [{"id": f"player0{number}", "name": ALL_EMOJI, "number": "00"} for number in (1, 2)]
    players[1]["number"] = "99"
    command(board, {"kind": "roster", "team": "home", "players": players}, **WHO)
    return board


def longest(text: str) -> dict[str, Any]:
    said = {"text": text, "reason": "€" * 200, "player": "player01", "assist": "player02"}
    return {"kind": "score", "team": "home", "points": 1, **said}


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS)
def test_sixty_of_the_longest_plays_fit_into_a_snapshot(settings: Any, text: str) -> None:
    board = board_with_players()
    for _number in range(SHOWN + 1):
        command(board, longest(text), **WHO)

    snapshot = PLAYS.snapshot(board.slug)

    assert (len(snapshot["plays"]), snapshot["earlier"]) == (SHOWN, True)
    assert snapshot["plays"][0]["player"] is not None
    assert bytes_of(snapshot) < settings.RT_SNAPSHOT_BYTES


@pytest.mark.django_db
def test_the_undo_of_many_long_corrections_fits_into_an_event(settings: Any) -> None:
    board = board_with_players()
    for _number in range(SHOWN):
        command(board, longest(TEXTS[0]), **WHO)
    for number in range(MOST_CORRECTIONS):
        said = {"kind": "edit", "position": SHOWN - number, "command": {"kind": "note"}, "reason": "€" * 200}
        command(board, said, **WHO)

    command(board, {"kind": "undo", "count": MOST_CORRECTIONS, "reason": "€" * 200}, **WHO)

    frames = EventRow.objects.filter(topic__name=f"plays.{board.slug}").order_by("seq")
    assert max(len(frame.encode()) for frame in frames.values_list("frame", flat=True)) < settings.RT_OUTBOUND_BYTES


def test_a_text_is_cut_only_when_it_is_too_long() -> None:
    assert clipped("Tip-in by Åse", 14) == "Tip-in by Åse"
    assert clipped("Tip-in by Åse", 13) == "Tip-in by…"
    assert clipped("Tip-in", 2) == ""
    assert clipped('"""', 5) == '"…'

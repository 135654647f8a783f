"""The game sheet: text that can be read out of it, the same bytes for the same game, and whatever names fit."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from project.base import clock
from tests.frontend.boards import command, open_board, open_live_board
from tests.frontend.rosters import open_rostered_board

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_sheet_names_players_points_and_corrections(client: Client) -> None:
    board = open_rostered_board()
    command(board, "clock_start")
    command(board, "score", team="home", points=3, player="h0")
    command(board, "timeout", team="away")
    command(board, "strike", position=4, reason="After the whistle")

    answer = client.get(f"/boards/{board.slug}/sheet.pdf")

    text = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    for told in ("Ada Marsh H (captain)", "Scorer", "Timeouts", "After the whistle", "0 – 0"):
        assert told in text


def test_sheet_of_one_position_is_always_the_same_file(client: Client) -> None:
    board = open_live_board()
    address = f"/boards/{board.slug}/sheet.pdf"

    first, second = client.get(address), client.get(address)
    known = client.get(address, headers={"If-None-Match": first["ETag"]})
    command(board, "score", team="home", points=2)

    assert first.content == second.content
    assert (known.status_code, known.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_sheet_of_a_long_game_with_forty_players_keeps_every_score(client: Client) -> None:
    board, began = open_rostered_board(players=20), clock.now() - timedelta(hours=1)
    command(board, "clock_start", now=began)
    for number in range(220):
        command(
            board, "score", now=began, team="home" if number % 2 else "away", points=1, player=f"{'ah'[number % 2]}3"
        )

    text = text_of(client.get(f"/boards/{board.slug}/sheet.pdf").content)

    assert "110–110" in text
    assert "0–1" in text
    assert text.count("Running score") <= 2


@pytest.mark.parametrize("name", ["</b><script>", "W" * 40, "Żółć", "中文", "%(name)s %d"])
def test_sheet_takes_any_name(name: str, client: Client) -> None:
    board = open_board(home=name)

    assert client.get(f"/boards/{board.slug}/sheet.pdf").status_code == 200


def test_corrected_final_says_so_on_its_sheet(client: Client) -> None:
    board = open_live_board()
    command(board, "final", reason="forfeit")
    command(board, "correct", team="home", points=1, reason="Counted again")

    text = text_of(client.get(f"/boards/{board.slug}/sheet.pdf").content)

    assert "Final, corrected" in text
    assert "Corrected after the final" in text
    assert "Counted again" in text


def test_late_sheet_holds_nothing_newer(client: Client) -> None:
    board = open_board()
    command(board, "score", team="home", points=3)

    assert "0 – 0" in text_of(client.get(f"/boards/{board.slug}/sheet.pdf", {"delay": 30}).content)

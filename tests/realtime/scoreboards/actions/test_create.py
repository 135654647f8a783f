"""A board is opened with a copy of its rules and a token that is told once."""

import pytest

from realtime.scoreboards.actions import SlugTaken, create_board
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.keys import key_shown
from realtime.scoreboards.models import Board, RuleProfile
from realtime.scoreboards.queries import UnknownProfile, state_of
from tests.realtime.scoreboards.table import NOON, assert_refused, command, open_board, score

pytestmark = pytest.mark.django_db


NEW = {"score": 0, "fouls": 0, "bonus": False, "timeouts_left": 2}


def test_a_new_board_shows_the_opening() -> None:
    board = open_board(slug="herons-foxes")

    assert state_of(board) == {
        "slug": "herons-foxes",
        "status": "scheduled",
        "profile": "fiba",
        "title": "",
        "home": {"name": "Harbour Herons", "short": "HER", "colour": "#0f766e", **NEW},
        "away": {"name": "Foundry Foxes", "short": "FOX", "colour": "#b45309", **NEW},
        "period": {
            "number": 1,
            "label": "Q1",
            "is_overtime": False,
            "count": 4,
            "length_ms": 600_000,
        },
        "clock": {"running": False, "remaining_ms": 600_000, "deadline": None, "stops_at": None, "timed": True},
        "shot": None,
        "possession": None,
        "rosters": False,
        "position": 0,
        "corrected_at": None,
        "expires_at": None,
    }


def test_only_a_digest_of_the_token_is_stored() -> None:
    board, token = create_board(home=TeamLook(), away=TeamLook(), now=NOON)

    key = key_shown(slug=board.slug, text=token, now=NOON)
    assert key is not None
    assert key_shown(slug=board.slug, text=token[:-1], now=NOON) is None
    assert token not in str(vars(board)) + str(vars(key))


def test_names_left_out_are_filled_in() -> None:
    board, _token = create_board(home=TeamLook(name="São Paulo"), away=TeamLook(), now=NOON)

    assert (board.opening["home"]["short"], board.opening["away"]["name"]) == ("SÃO", "Away")
    assert board.slug.startswith("sao-paulo-away-")


def test_a_taken_slug_is_refused() -> None:
    open_board(slug="derby")

    with assert_refused(SlugTaken):
        open_board(slug="derby")
    assert Board.objects.count() == 1


def test_an_unknown_profile_is_refused() -> None:
    with assert_refused(UnknownProfile):
        open_board("korfball")
    assert not Board.objects.exists()


def test_a_game_keeps_the_rules_it_was_opened_with() -> None:
    board = open_board()
    RuleProfile.objects.filter(slug="fiba").update(points=[1])

    assert command(board, score("home", 3)).state["home"]["score"] == 3

"""The HTTP door: whoever holds the token works the board, everybody may read, Cyd changes nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from project.base import clock
from realtime.scoreboards.models import Board, GameEvent
from realtime.scoreboards.queries import board_named, state_of
from realtime.scoreboards.seats import take_seat
from tests.realtime.scoreboards.crew import browser_of, guest, table_of
from tests.realtime.scoreboards.table import command, open_board, score

pytestmark = pytest.mark.django_db

NEW = {"profile": "fiba", "home": {"name": "Herons"}, "away": {"name": "Foxes"}, "slug": "derby"}


def post(client: Client, path: str, body: Any, token: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post(path, body, content_type="application/json", headers=headers)


@pytest.fixture
def ada(client: Client) -> tuple[Client, str]:
    """Ada's program, with the token of the board she opened."""
    return client, post(client, "/api/boards", NEW).json()["operator_token"]


def sent(payload: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"command_id": "command-1", "command": payload, **more}


def test_opening_a_board_answers_with_its_token(client: Client) -> None:
    answer = post(client, "/api/boards", NEW)

    assert answer.status_code == 201
    assert answer.json()["board"] == state_of(board_named("derby"))
    assert answer.json()["operator_token"].startswith("brd_")


def test_a_command_with_the_token_is_applied(ada: tuple[Client, str]) -> None:
    client, token = ada

    answer = post(client, "/api/boards/derby/commands", sent(score()), token)

    assert answer.status_code == 200
    assert answer.json() == {"position": 1, "state": state_of(board_named("derby"))}
    assert GameEvent.objects.get().actor_name == "program: Operator token"


def test_a_command_sent_twice_gets_the_same_answer(ada: tuple[Client, str]) -> None:
    client, token = ada

    answers = [post(client, "/api/boards/derby/commands", sent(score()), token).content for _ in range(2)]

    assert answers[0] == answers[1]
    assert GameEvent.objects.count() == 1


@pytest.mark.parametrize("token", ["", "brd_wrong", "of-another-board"])
def test_cyd_without_the_token_changes_nothing(ada: tuple[Client, str], token: str) -> None:
    client, _token = ada
    if token == "of-another-board":
        token = post(client, "/api/boards", NEW | {"slug": "other"}).json()["operator_token"]

    answer = post(client, "/api/boards/derby/commands", sent(score()), token)

    assert (answer.status_code, answer.json()["code"]) == (403, "WrongOperatorToken")
    assert not GameEvent.objects.exists()


def test_a_session_that_operates_needs_the_csrf_token_too() -> None:
    ben = guest("Ben")
    table_of(ben, slug="derby")
    take_seat(slug="derby", seat="scorer", by=ben, now=clock.now())
    client = browser_of(ben, enforce_csrf_checks=True)

    forged = post(client, "/api/boards/derby/commands", sent(score()))
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    meant = client.post(
        "/api/boards/derby/commands",
        sent(score()),
        content_type="application/json",
        headers={"X-CSRFToken": "a" * 32},
    )

    assert (forged.status_code, meant.status_code) == (403, 200)
    assert GameEvent.objects.get().actor == ben.public_id


def test_a_refusal_names_its_rule_as_a_problem(ada: tuple[Client, str]) -> None:
    client, token = ada

    answer = post(client, "/api/boards/derby/commands", sent({"kind": "final"}), token)

    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "PeriodsRemain"


def test_a_conflict_says_how_the_board_stands(ada: tuple[Client, str]) -> None:
    client, token = ada
    command(board_named("derby"), score())

    answer = post(client, "/api/boards/derby/commands", sent(score(), expected_position=0), token)

    assert (answer.status_code, answer.json()["code"]) == (409, "PositionConflict")
    assert answer.json()["fields"] == {"position": 1, "state": state_of(board_named("derby"))}


@pytest.mark.parametrize(
    "payload",
    [
        {"kind": "dunk"},
        {"kind": "score", "team": "home", "points": 4},
        {"kind": "score", "team": "both", "points": 2},
        {"kind": "score", "team": "home", "points": 2, "extra": 1},
        {"kind": "correct", "team": "home", "points": 1},
        {"kind": "note", "text": "x" * 141},
        {"kind": "note", "text": "a\x00b"},
        {"kind": "undo", "count": 0},
        {"kind": "clock_set", "remaining_ms": "1", "reason": "Whistle"},
        {"kind": "clock_set", "remaining_ms": True, "reason": "Whistle"},
        {"kind": "teams", "home": {"colour": "red"}},
        {"kind": "teams", "home": {"logo": "x"}},
        {"kind": "strike", "position": 1},
        {"kind": "strike", "position": 0, "reason": "Not made"},
        {"kind": "strike", "position": 1, "reason": "no"},
        {"kind": "edit", "position": 1, "command": {"kind": "undo"}, "reason": "Misheard"},
        {"kind": "edit", "position": 1, "reason": "Misheard"},
        {"kind": "insert", "after": -1, "command": {"kind": "note"}, "reason": "Missed"},
        {
            "kind": "insert",
            "after": 0,
            "command": {"kind": "strike", "position": 1, "reason": "Nested"},
            "reason": "Missed",
        },
        {"kind": "correct_fouls", "team": "home", "fouls": -1, "reason": "Miscount"},
        {"kind": "correct_period", "period": 0, "remaining_ms": 0, "reason": "Miscount"},
        {},
    ],
)
def test_what_is_no_command_is_refused(ada: tuple[Client, str], payload: dict[str, Any]) -> None:
    client, token = ada

    answer = post(client, "/api/boards/derby/commands", sent(payload), token)

    assert (answer.status_code, answer.json()["code"]) == (422, "InvalidInput")
    assert not GameEvent.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "A B"},
        {"slug": "demo-live-9"},
        {"slug": "x" * 65},
        {"home": {}, "admin": True},
        {"title": "x" * 81},
        {"starts_at": "2026-11-21T20:00"},
        {"starts_at": "0001-01-01T00:00+14:00"},
    ],
)
def test_what_is_no_board_is_refused(client: Client, wrong: dict[str, Any]) -> None:
    assert post(client, "/api/boards", NEW | wrong).status_code == 422
    assert not Board.objects.exists()


def test_a_board_is_answered_with_an_etag_that_changes_with_it(client: Client) -> None:
    board = open_board(slug="derby")
    first = client.get("/api/boards/derby")

    same = client.get("/api/boards/derby", headers={"If-None-Match": first["ETag"]})
    command(board, score())
    changed = client.get("/api/boards/derby", headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert (changed.status_code, changed.json()["home"]["score"]) == (200, 2)


def test_boards_are_listed_by_how_they_stand(client: Client) -> None:
    for slug, payload in {"live": score(), "past": {"kind": "final", "reason": "Rain"}}.items():
        command(open_board(slug=slug), payload)
    open_board(slug="coming")

    listed = client.get("/api/boards").json()

    slugs = {status: [board["slug"] for board in listed[status]] for status in ("live", "coming", "past")}
    assert slugs == {"live": ["live"], "coming": ["coming"], "past": ["past"]}
    assert (listed["totals"], listed["page"], listed["limit"]) == ({"live": 1, "coming": 1, "past": 1}, 1, 50)


def test_plays_are_read_page_by_page(client: Client) -> None:
    board = open_board(slug="derby")
    for _number in range(5):
        command(board, score())
    command(board, {"kind": "undo", "count": 4})

    newest = client.get("/api/boards/derby/plays?limit=3").json()
    older = client.get("/api/boards/derby/plays?before=4&limit=3").json()

    assert [play["position"] for play in newest["plays"]] == [4, 5, 6]
    assert (newest["total"], newest["earlier"], older["earlier"]) == (6, True, False)
    assert [(play["position"], play["undone"]) for play in older["plays"]] == [
        (1, False),
        (2, True),
        (3, True),
    ]


def test_a_correction_is_a_command_and_the_plays_show_it(ada: tuple[Client, str]) -> None:
    client, token = ada
    for number, payload in enumerate((score("home", 2), score("away", 3))):
        post(client, "/api/boards/derby/commands", {"command_id": f"play-{number}-1", "command": payload}, token)
    said = {"kind": "insert", "after": 1, "command": score("home", 1), "reason": "Free throw missed"}

    answer = post(client, "/api/boards/derby/commands", sent(said), token)

    assert (answer.status_code, answer.json()["state"]["home"]["score"]) == (200, 3)
    plays = client.get("/api/boards/derby/plays").json()["plays"]
    assert [(play["key"], play["position"], play["inserted"]) for play in plays] == [
        ("1", 1, False),
        ("3+", 3, True),
        ("2", 2, False),
        ("3", 3, False),
    ]
    assert {play["actor"] for play in plays} == {"program: Operator token"}


def test_a_correction_that_no_longer_fits_is_a_problem_that_names_the_play(ada: tuple[Client, str]) -> None:
    client, token = ada
    less = {"kind": "correct", "team": "home", "points": -1, "reason": "Foot on the line", "text": "One less"}
    for payload in (score("home", 2), less):
        command(board_named("derby"), payload)

    said = {"kind": "strike", "position": 1, "reason": "Not made"}
    answer = post(client, "/api/boards/derby/commands", sent(said), token)

    assert (answer.status_code, answer.json()["code"]) == (409, "PlayNoLongerFits")
    assert answer.json()["fields"] == {"position": 2, "rule": "ScoreBelowZero", "text": "One less"}


def test_an_undo_of_somebody_elses_play_is_a_problem_that_lists_it(ada: tuple[Client, str]) -> None:
    client, token = ada
    command(board_named("derby"), score(), actor_name="Ben")

    answer = post(client, "/api/boards/derby/commands", sent({"kind": "undo"}), token)

    assert (answer.status_code, answer.json()["code"]) == (409, "UndoTakesOthers")
    assert answer.json()["fields"]["plays"] == [{"position": 1, "text": "Herons: 2 points", "actor": "Ben"}]
    assert GameEvent.objects.count() == 1


@pytest.mark.parametrize("before", ["3%2B", "3+"])
def test_plays_before_an_inserted_one_are_those_before_its_place(client: Client, before: str) -> None:
    board = open_board(slug="derby")
    for payload in (score(), score(), {"kind": "insert", "after": 1, "command": score(), "reason": "Missed"}):
        command(board, payload)

    page = client.get(f"/api/boards/derby/plays?before={before}").json()

    assert ([play["key"] for play in page["plays"]], page["earlier"]) == (["1"], False)


@pytest.mark.parametrize("path", ["/api/boards/nowhere", "/api/boards/nowhere/plays"])
def test_an_unknown_board_is_a_problem(client: Client, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "UnknownBoard")


def test_words_that_are_no_text_are_refused(ada: tuple[Client, str]) -> None:
    client, token = ada

    answer = post(client, "/api/boards/derby/commands", sent({"kind": "note", "text": "\ud800"}), token)

    assert (answer.status_code, answer.json()["code"]) == (400, "BodyNotJson")


def test_an_address_that_no_board_can_have_is_refused(client: Client) -> None:
    assert client.get("/api/boards/a%00b").status_code == 400


@pytest.mark.parametrize("query", ["before=0", "before=x", "before=3-", "limit=0", "limit=101", "before=99999999999"])
def test_a_page_that_cannot_be_is_refused(client: Client, query: str) -> None:
    open_board(slug="derby")

    assert client.get(f"/api/boards/derby/plays?{query}").status_code == 422


def test_board_and_plays_are_read_late(client: Client) -> None:
    board = open_board(slug="derby")
    for seconds in (30, 10):
        command(board, score(), now=clock.now() - timedelta(seconds=seconds))

    late, now = client.get("/api/boards/derby?delay=20"), client.get("/api/boards/derby?delay=0")
    plays = client.get("/api/boards/derby/plays?delay=20").json()

    assert (late.json()["position"], now.json()["position"]) == (1, 2)
    assert (late["ETag"], now["ETag"]) == ('"derby-1-20"', '"derby-2"')
    assert ([play["position"] for play in plays["plays"]], plays["total"]) == ([1], 1)


@pytest.mark.parametrize("delay", ["61", "-1", "x", "1.5", "%C2%B2", ""])
@pytest.mark.parametrize("path", ["/api/boards/derby", "/api/boards/derby/plays"])
def test_a_delay_that_cannot_be_is_refused(client: Client, path: str, delay: str) -> None:
    open_board(slug="derby")

    answer = client.get(f"{path}?delay={delay}")

    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["delay"])

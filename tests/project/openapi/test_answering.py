"""Every answer under `/api/`: one form of refusals, versions, and who may keep a copy."""

import pytest
from django.test import Client

from tests.project.accounts.tokens.cast import key_of, member, showing
from tests.realtime.scoreboards.table import open_board

pytestmark = pytest.mark.django_db

JSON = "application/json"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/", 404, "NotFound"),
        ("GET", "/api/no/such/thing", 404, "NotFound"),
        ("POST", "/api/no/such/thing", 404, "NotFound"),
        ("DELETE", "/api/boards", 405, "MethodNotAllowed"),
        ("OPTIONS", "/api/boards", 405, "MethodNotAllowed"),
        ("PROPFIND", "/api/boards", 405, "MethodNotAllowed"),
        ("GET", "/api/boards?search=%ff", 400, "AddressNotText"),
        ("GET", "/api/boards?search=a%00b", 400, "AddressNotText"),
        ("GET", "/api/boards/a%00b", 400, "AddressNotText"),
        ("GET", "/api/boards?page=x", 422, "InvalidInput"),
        ("GET", "/api/boards/unknown", 404, "UnknownBoard"),
    ],
)
def test_whatever_is_refused_is_a_problem_with_the_request_id(
    client: Client, method: str, path: str, status: int, code: str
) -> None:
    answer = client.generic(method, path)

    told = answer.json()
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-ID"] == told["request_id"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_wrong_method_is_told_the_right_ones(client: Client) -> None:
    answer = client.delete("/api/boards")

    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    ("kind", "extra"),
    [
        ("text/plain", {}),
        ("application/xml", {}),
        ("multipart/form-data; boundary=x", {}),
        ("application/json; charset=utf-16", {}),
        (JSON, {"Content-Encoding": "gzip"}),
        ("", {}),
    ],
)
def test_body_of_another_kind_is_refused(client: Client, kind: str, extra: dict[str, str]) -> None:
    answer = client.generic("POST", "/api/boards", b"{}", content_type=kind, headers=extra)

    assert (answer.status_code, answer.json()["code"]) == (415, "WrongContentType")


def test_file_that_comes_as_json_is_refused(client: Client) -> None:
    answer = client.post("/api/chat/files", {"room": "x"}, content_type=JSON)

    assert (answer.status_code, answer.json()["code"]) == (415, "WrongContentType")


def test_head_is_answered_as_get_without_a_body(client: Client) -> None:
    read, head = client.get("/api/boards"), client.head("/api/boards")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == read.headers["ETag"]


def test_answer_that_is_still_the_same_is_not_sent_again(client: Client) -> None:
    first = client.get("/api/boards")

    again = client.get("/api/boards", headers={"If-None-Match": first.headers["ETag"]})
    open_board(slug="newcomer")
    later = client.get("/api/boards", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert later.status_code == 200
    assert later.headers["ETag"] != first.headers["ETag"]


def test_no_cache_keeps_what_one_person_was_told(client: Client) -> None:
    ada = member("Ada")
    _key, text = key_of(ada)

    mine, other = showing(text).get("/api/auth/me"), client.get("/api/auth/me")

    assert (mine.status_code, other.status_code) == (200, 401)
    for answer in (mine, other):
        assert {"Cookie", "Authorization"} <= {name.strip() for name in answer.headers["Vary"].split(",")}
        assert "public" not in answer.headers["Cache-Control"]
    assert other.headers["Cache-Control"] == "no-store"


def test_condition_that_cannot_be_asked_is_not_passed_over(client: Client) -> None:
    board = {"home": {"name": "A"}, "away": {"name": "B"}, "slug": "guarded"}

    refused = client.post("/api/boards", board, content_type=JSON, headers={"If-Match": '"x"'})

    assert (refused.status_code, refused.json()["code"]) == (412, "NoVersionHere")
    assert client.get("/api/boards/guarded").status_code == 404

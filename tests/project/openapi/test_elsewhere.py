"""Pages of other sites read what everybody may read, as nobody: no personal answer and no credential crosses over."""

import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from project.accounts.access import Access, Who
from project.openapi.elsewhere import answer_elsewhere
from tests.project.accounts.tokens.cast import key_of, member, showing
from tests.project.openapi.cast import CSRF
from tests.realtime.scoreboards.table import open_board
from tests.walk.addresses import addresses

pytestmark = pytest.mark.django_db

JSON = "application/json"
ELSEWHERE = {"Origin": "https://elsewhere.example"}
ASKED = {**ELSEWHERE, "Access-Control-Request-Method": "GET"}
ALLOWED = "Access-Control-Allow-Origin"


@pytest.mark.parametrize("path", ["/api/boards", "/api/boards/derby", "/api/openapi.json", "/api/asyncapi.json"])
def test_what_everybody_may_read_is_read_from_elsewhere(client: Client, path: str) -> None:
    open_board(slug="derby")

    for answer in (client.get(path, headers=ELSEWHERE), client.head(path, headers=ELSEWHERE)):
        assert (answer.status_code, answer.headers[ALLOWED]) == (200, "*")
        assert "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
    assert ALLOWED not in client.get(path).headers


def test_page_elsewhere_can_read_why_it_was_refused(client: Client, few_requests: int) -> None:
    answers = [client.get("/api/boards/unknown", headers=ELSEWHERE) for _number in range(few_requests + 1)]

    assert [answer.status_code for answer in answers] == [404] * few_requests + [429]
    assert {answer.headers[ALLOWED] for answer in answers} == {"*"}
    assert "Retry-After" in answers[-1].headers["Access-Control-Expose-Headers"]


def test_browser_that_asks_first_is_told_to_read_and_no_more(client: Client) -> None:
    answer = client.options("/api/boards", headers=ASKED)
    change = client.options("/api/boards", headers={**ASKED, "Access-Control-Request-Method": "POST"})

    assert (answer.status_code, answer.content, answer.headers[ALLOWED]) == (204, b"", "*")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert (change.status_code, ALLOWED in change.headers) == (405, False)


def test_who_says_who_they_are_is_told_nothing_elsewhere() -> None:
    ada, browser = member("Ada"), Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    browser.cookies[settings.CSRF_COOKIE_NAME] = CSRF
    board = {"home": {"name": "A"}, "away": {"name": "B"}, "slug": "theirs"}

    read = browser.get("/api/boards", headers=ELSEWHERE)
    keyed = showing(key_of(ada, "boards:read")[1]).get("/api/boards", headers=ELSEWHERE)
    changed = browser.post("/api/boards", board, content_type=JSON, headers=ELSEWHERE)

    assert changed.status_code == 403
    assert browser.get("/api/boards/theirs").status_code == 404
    for answer in (read, keyed, changed):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_nothing_owned_or_personal_is_open_elsewhere() -> None:
    ask = answer_elsewhere(lambda request: HttpResponse(status=405))
    asking, opened = RequestFactory(headers=ASKED), set()
    known = [found for found in addresses() if found.route.startswith("api/")]

    for found in known:
        path = "/" + re.sub("<[^>]+>", "1", found.route)
        assert resolve(path).route == found.route
        if ask(asking.options(path)).status_code == 204:
            opened.add(found.route)

    public = {one.route for one in known if one.access == Access(who=Who.PUBLIC) and one.method == "GET"}
    # Its root is an address without anything.
    assert opened == public - {"api/"}
    assert {"api/boards", "api/boards/<slug>/plays", "api/rt/poll", "api/openapi.json"} <= opened
    assert not [route for route in opened if re.search("chat|auth|people|keys", route)]

"""Changes under a condition, and operations that go away: both are held and announced for every operation alike."""

from datetime import date
from typing import Any, cast

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from project.base.deprecation import SunsetTooSoon, deprecated
from project.openapi.described import DescribedAPI
from realtime.chat.models import Room
from tests.realtime.chat.cast import browser_of
from tests.realtime.chat.room import member_called, open_room

pytestmark = pytest.mark.django_db

JSON = "application/json"


def change(browser: Client, room: Room, title: str, etag: str) -> int:
    path = f"/api/chat/rooms/{room.public_id}"
    return browser.patch(path, {"title": title}, content_type=JSON, headers={"If-Match": etag}).status_code


def test_a_change_from_an_older_version_is_refused_and_does_nothing() -> None:
    ada = member_called("Ada")
    room, browser = open_room(ada), browser_of(ada)
    read = browser.get(f"/api/chat/rooms/{room.public_id}").headers["ETag"]

    first, second = change(browser, room, "Quay", read), change(browser, room, "Pier", read)

    room.refresh_from_db()
    assert (first, second, room.title) == (200, 412, "Quay")
    assert change(browser, room, "Pier", "*") == 200


def test_operation_that_goes_away_says_so_in_answers_and_document() -> None:
    api = DescribedAPI(title="Old", version="1", urls_namespace="old")

    def read_old(request: HttpRequest) -> dict[str, bool]:
        return {"old": True}

    mark = deprecated(since=date(2026, 1, 1), sunset=date(2026, 12, 31), instead="/api/new")
    api.get("/old", response=dict[str, bool])(mark(read_old))
    view = cast("Any", api.urls[0][-2]).callback

    answer = view(RequestFactory().get("/api/old"))

    assert answer.headers["Deprecation"] == "@1767225600"
    assert answer.headers["Sunset"] == "Thu, 31 Dec 2026 00:00:00 GMT"
    assert answer.headers["Link"] == '</api/new>; rel="successor-version"'
    told = api.get_openapi_schema(path_prefix="/api")["paths"]["/api/old"]["get"]
    assert (told["deprecated"], told["x-instead"]) == (True, "/api/new")


def test_nothing_goes_away_within_half_a_year() -> None:
    with pytest.raises(SunsetTooSoon):
        deprecated(since=date(2026, 1, 1), sunset=date(2026, 3, 1), instead="/api/new")

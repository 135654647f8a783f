"""Claims about large files, through real servers: they arrive whole, by their own cap, and in parts."""

from collections.abc import Iterator

import httpx
import pytest
from django.conf import settings

from project.accounts.models import User
from realtime.chat.models import Room
from tests.realtime.conftest import cookie_of
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TOKEN = "a" * 32
CONTENT = b"%PDF-1.7 " + bytes(range(256)) * 16_384


@pytest.fixture
def browser(site: Site, ada: User) -> Iterator[httpx.Client]:
    """Ada's browser."""
    headers = {"Cookie": f"{cookie_of(ada)}; {settings.CSRF_COOKIE_NAME}={TOKEN}", "X-CSRFToken": TOKEN}
    with httpx.Client(base_url=site.url, headers=headers, timeout=30) as client:
        yield client


def put(browser: httpx.Client, room: Room, content: bytes) -> httpx.Response:
    return browser.post("/api/chat/files", data={"room": room.public_id}, files={"file": ("x.pdf", content)})


def test_large_file_goes_in_and_comes_out_whole(browser: httpx.Client, room: Room) -> None:
    answer = put(browser, room, CONTENT)

    assert answer.status_code == 201
    path = f"/api/chat/files/{answer.json()['id']}"
    whole = browser.get(path)
    assert (whole.headers["content-length"], whole.content) == (str(len(CONTENT)), CONTENT)
    part = browser.get(path, headers={"Range": "bytes=1000000-2999999"})
    assert (part.status_code, part.content) == (206, CONTENT[1_000_000:3_000_000])


def test_file_beyond_the_cap_is_refused_at_the_door(browser: httpx.Client, room: Room) -> None:
    answer = put(browser, room, bytes(settings.UPLOAD_BYTES + 100_000))

    assert (answer.status_code, answer.json()["code"]) == (413, "BodyTooLarge")

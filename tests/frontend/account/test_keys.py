"""The pages of keys: made after a fresh proof, shown once, replaced and revoked; strangers find nothing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from project.accounts.models import User
from project.accounts.tokens.models import ApiKey, Family
from project.base import clock
from tests.frontend.account.security.steps import grow_stale, signed_in
from tests.project.accounts.tokens.cast import key_of, showing, tokens_of

pytestmark = pytest.mark.django_db

WISH = {"name": "Score sensor", "scopes": ["boards:read", "account:read"], "life": "30"}
KEY = re.compile(r"rlt_[0-9A-Za-z]{33}")


@pytest.fixture
def browser() -> Client:
    return signed_in()[1]


@pytest.fixture
def ada(browser: Client) -> User:
    return User.objects.get()


def test_key_is_shown_once_and_works(browser: Client, ada: User) -> None:
    made = browser.post("/account/keys/new/", WISH)

    text = KEY.search(made.content.decode())
    assert text is not None
    assert (made.status_code, made["Cache-Control"]) == (201, "max-age=0, no-cache, no-store, must-revalidate, private")
    listed = browser.get("/account/keys/").content.decode()
    assert "Score sensor" in listed
    assert not KEY.search(listed)
    assert showing(text[0]).get("/api/auth/me").json()["id"] == ada.public_id
    assert ApiKey.objects.get().expires_at - clock.now() < timedelta(days=30)


def test_key_may_end_on_a_day_of_ones_choice(browser: Client) -> None:
    day = clock.now().date() + timedelta(days=5)

    browser.post("/account/keys/new/", WISH | {"life": "date", "until": day.isoformat()})

    assert ApiKey.objects.get().expires_at.date() == day + timedelta(days=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "\u200b"},
        {"scopes": []},
        {"scopes": ["person"]},
        {"scopes": ["boards:everything"]},
        {"life": "9999"},
        {"life": "date"},
        {"life": "date", "until": "2020-01-01"},
        {"life": "date", "until": "2999-01-01"},
        {"life": "date", "until": "soon"},
    ],
)
def test_wrong_wish_is_told_beside_its_field_and_makes_nothing(browser: Client, wrong: dict[str, object]) -> None:
    answer = browser.post("/account/keys/new/", WISH | wrong)

    assert answer.status_code == 422
    assert 'class="wrong"' in answer.content.decode() or 'role="alert"' in answer.content.decode()
    assert ApiKey.objects.count() == 0


@pytest.mark.parametrize("step", ["make", "rotate"])
def test_proof_of_more_than_an_hour_ago_is_asked_for_again(browser: Client, ada: User, step: str) -> None:
    key, _text = key_of(ada)
    grow_stale(browser)

    address = "/account/keys/new/" if step == "make" else f"/account/keys/{key.public_id}/rotate/"
    answer = browser.post(address, WISH)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert ApiKey.objects.count() == 1


def test_replaced_key_gives_another_and_works_for_a_week(browser: Client, ada: User) -> None:
    key, text = key_of(ada)

    new = KEY.search(browser.post(f"/account/keys/{key.public_id}/rotate/").content.decode())

    assert new is not None
    assert [showing(one).get("/api/auth/me").status_code for one in (text, new[0])] == [200, 200]


def test_key_is_revoked_after_a_question(browser: Client, ada: User) -> None:
    key, text = key_of(ada)
    address = f"/account/keys/{key.public_id}/revoke/"

    asked = browser.get(address)
    before = showing(text).get("/api/auth/me").status_code
    gone = browser.post(address)

    assert (asked.status_code, before, gone.status_code) == (200, 200, 302)
    assert showing(text).get("/api/auth/me").status_code == 401


def test_program_is_signed_out(browser: Client, ada: User) -> None:
    issued = tokens_of(ada)
    assert "Ada&#x27;s script" in browser.get("/account/keys/").content.decode()

    browser.post(f"/account/programs/{issued.family.public_id}/end/")

    assert showing(issued.access).get("/api/auth/me").status_code == 401


def test_stranger_finds_nothing_of_ada(ada: User) -> None:
    key, text = key_of(ada)
    family = tokens_of(ada).family
    _person, cyd = signed_in("cyd@example.org", name="Cyd")

    answers = [
        cyd.get(f"/account/keys/{key.public_id}/revoke/"),
        cyd.post(f"/account/keys/{key.public_id}/revoke/"),
        cyd.post(f"/account/keys/{key.public_id}/rotate/"),
        cyd.post(f"/account/programs/{family.public_id}/end/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert "Ada" not in cyd.get("/account/keys/").content.decode()
    assert showing(text).get("/api/auth/me").status_code == 200
    assert Family.objects.get().ended_at is None


def test_guest_is_sent_to_sign_in(client: Client) -> None:
    for address in ("/account/keys/", "/account/keys/new/"):
        assert client.get(address)["Location"].startswith("/account/login/")


def test_page_makes_as_many_queries_for_thirty_keys_as_for_three(browser: Client, ada: User) -> None:
    counts = []
    for more in (3, 27):
        for _number in range(more):
            key_of(ada)
        with CaptureQueriesContext(connection) as counted:
            browser.get("/account/keys/")
        counts.append(len(counted))

    assert counts[0] == counts[1]

"""`/api/people`: strangers are told what is shown, oneself everything, and only named fields can be set."""

from typing import Any

import pytest
from django.test import Client

from project.accounts.models import User
from project.accounts.profiles.actions import change_profile
from project.accounts.profiles.models import Profile
from project.base import clock
from tests.project.accounts.profiles.people import browser_of

pytestmark = pytest.mark.django_db


def patch(browser: Client, body: dict[str, Any]) -> Any:
    return browser.patch("/api/people/me", body, content_type="application/json")


def test_stranger_is_told_what_a_person_shows_and_no_email(ada: User, cyd: User) -> None:
    shown = {"is_public": True, "handle": "ada_l", "bio": "I count."}
    change_profile(person_id=ada.pk, changes=shown, now=clock.now())

    told = browser_of(cyd).get("/api/people/ada_l")

    assert told.status_code == 200
    assert (told.json()["id"], told.json()["bio_html"]) == (ada.public_id, "<p>I count.</p>")
    assert str(ada.email) not in told.text
    assert "is_public" not in told.json()


@pytest.mark.parametrize("who", ["cyd", None])
def test_person_who_shows_nothing_and_nobody_are_answered_alike(ada: User, cyd: User, who: str | None) -> None:
    browser = browser_of(cyd if who else None)

    answers = [browser.get(f"/api/people/{name}") for name in (ada.public_id, "usr_nobody")]

    told = [{**answer.json(), "request_id": ""} for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert told[0] == told[1]


def test_guest_has_no_own_page(client: Client) -> None:
    assert client.get("/api/people/me").status_code == 401
    assert patch(client, {"headline": "x"}).status_code == 401


def test_person_reads_and_changes_themself(ada: User) -> None:
    browser = browser_of(ada)
    body = {
        "display_name": "Ada L",
        "links": [{"label": "Notes", "url": "https://example.org/notes"}],
        "time_zone": "Europe/London",
    }

    changed = patch(browser, body)

    assert changed.status_code == 200
    assert changed.json() == browser.get("/api/people/me").json()
    assert (changed.json()["name"], changed.json()["email"], changed.json()["edition"]) == ("Ada L", ada.email, 2)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "cyd@example.org"}, "email"),
        ({"roles": ["admin"]}, "roles"),
        ({"is_staff": True}, "is_staff"),
        ({"avatar": "avatars/aa/aa"}, "avatar"),
        ({"person_id": 1}, "person_id"),
        ({"bio": "b" * 1500}, "bio"),
        ({"handle": "admin"}, "handle"),
        ({"links": [{"label": "x", "url": "javascript:alert(1)"}]}, "links"),
        ({"links": [{"label": "x", "url": "https://example.org", "rel": ""}]}, "links.0.rel"),
        ({"theme": "pink"}, "theme"),
        ({"language": "xx"}, "language"),
        ({"display_name": "\u202e"}, "display_name"),
        ({"is_public": "perhaps"}, "is_public"),
    ],
)
def test_field_that_is_not_offered_or_not_valid_is_named_and_nothing_is_changed(
    ada: User, body: dict[str, Any], field: str
) -> None:
    answer = patch(browser_of(ada), {"headline": "Mine", **body})

    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    assert not Profile.objects.exclude(headline="").exists()


def test_change_from_an_old_edition_is_refused(ada: User) -> None:
    browser = browser_of(ada)
    patch(browser, {"headline": "First", "edition": 1})

    answer = patch(browser, {"headline": "Second", "edition": 1})

    assert (answer.status_code, answer.json()["code"]) == (409, "ChangedMeanwhile")
    assert Profile.objects.get().headline == "First"


def test_change_without_the_token_of_a_page_is_refused(ada: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)

    assert patch(browser, {"headline": "From elsewhere"}).status_code == 403
    assert not Profile.objects.exclude(headline="").exists()

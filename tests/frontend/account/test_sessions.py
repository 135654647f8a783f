"""A session begins under a new id and ends where it was said to; forms come from our pages, and lead to our pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from project.accounts.visitors import choose_name, visitors_of_sessions
from project.base import clock
from tests.frontend.account.mailbox import code_for, letters_to
from tests.frontend.account.people import PASSWORD, is_signed_in, member, sign_in

pytestmark = pytest.mark.django_db
NEW = "harbour-violet-nine-anvils"
BEGINNING = "/account/login/"


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sessions whose sockets are told to close."""
    told: list[str] = []

    def keep(*, session_key: str = "", user_id: int = 0, **_more: object) -> None:
        told.append(session_key or f"person {user_id}")

    monkeypatch.setattr("realtime.revoke._command_later", keep)
    return told


def test_id_from_before_signing_in_opens_nothing_afterwards(client: Client, closed: list[str]) -> None:
    member()
    client.post("/name/", {"name": "Guest"})
    before = client.session.session_key

    sign_in(client)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert set(closed) == {before}


def test_id_that_a_stranger_planted_is_not_taken(client: Client) -> None:
    member()
    client.cookies["session"] = "planted0planted0planted0planted0"

    sign_in(client)

    assert client.session.session_key != "planted0planted0planted0planted0"
    assert is_signed_in(client)


def test_guest_is_still_in_the_session_of_the_member(client: Client) -> None:
    member()
    client.post("/name/", {"name": "Guest"})
    guest = client.session["guest_pk"]

    sign_in(client)

    assert client.session.get("guest_pk", guest) == guest


@pytest.mark.parametrize(
    ("form", "lasts", "cookie_lasts"),
    [({}, timedelta(hours=12), False), ({"remember": "on"}, timedelta(days=30), True)],
)
def test_session_has_an_end_that_using_it_does_not_move(
    client: Client, form: dict[str, str], lasts: timedelta, *, cookie_lasts: bool
) -> None:
    member()
    sign_in(client, **form)
    row = Session.objects.get(session_key=client.session.session_key)

    session = client.session
    session["used"] = True
    session.save()

    again = Session.objects.get(session_key=row.session_key)
    assert again.expire_date == row.expire_date
    ends = datetime.fromtimestamp(client.session["ends_at"], UTC)
    assert abs(ends - clock.now() - lasts) < timedelta(minutes=1)
    assert row.expire_date <= ends
    assert bool(client.cookies["session"]["max-age"]) == cookie_lasts


def test_signing_out_ends_the_session_and_its_sockets(client: Client, closed: list[str]) -> None:
    member()
    sign_in(client)
    key = str(client.session.session_key)
    closed.clear()

    client.post("/account/logout/")

    assert closed == [key]
    assert visitors_of_sessions([key]) == {}
    assert not is_signed_in(client)


def test_link_to_sign_out_signs_nobody_out(client: Client) -> None:
    member()
    sign_in(client)

    page = client.get("/account/logout/")

    assert "Sign out?" in page.text
    assert is_signed_in(client)


def test_changed_password_ends_every_other_session(client: Client, closed: list[str]) -> None:
    member()
    other = Client()
    for browser in (client, other):
        sign_in(browser)
    key = str(other.session.session_key)

    answer = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW})

    assert answer.status_code == 302
    assert key in closed
    assert other.get("/account/email/").status_code == 302
    assert client.get("/account/email/").status_code == 200
    assert letters_to("ada@example.org")[-1] == "password_changed"
    assert sign_in(Client()) == 422
    assert sign_in(Client(), password=NEW) == 302


def test_wrong_old_password_changes_nothing(client: Client) -> None:
    member()
    sign_in(client)

    answer = client.post("/account/password/change/", {"oldpassword": "wrong", "password1": NEW})

    assert (answer.status_code, "This is not your password." in answer.text) == (422, True)
    assert sign_in(Client()) == 302


def test_reset_password_ends_every_session_and_signs_in_here(client: Client, closed: list[str]) -> None:
    person = member()
    other = Client()
    sign_in(other)
    client.post("/account/password/reset/", {"email": "ada@example.org"})

    client.post("/account/password/reset/confirm/", {"code": code_for("ada@example.org")})
    client.post("/account/password/reset/complete/", {"password1": NEW})

    assert f"person {person.pk}" in closed
    assert is_signed_in(client)
    assert other.get("/account/email/").status_code == 302
    assert letters_to("ada@example.org")[:2] == ["password_reset_code", "password_reset"]


def test_reset_cannot_be_completed_without_the_code(client: Client) -> None:
    member()
    client.post("/account/password/reset/", {"email": "ada@example.org"})

    answer = client.post("/account/password/reset/complete/", {"password1": NEW})

    assert answer["Location"] == "/account/password/reset/confirm/"
    assert sign_in(Client(), password=NEW) == 422


def test_new_email_is_proved_first_and_the_old_one_is_told(client: Client) -> None:
    person = member()
    sign_in(client)
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    client.post("/account/email/", {"email": "new@example.org", "action_add": "1"})
    person.refresh_from_db()
    assert person.email == "ada@example.org"
    client.post("/account/confirm-email/", {"code": code_for("new@example.org")})

    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert letters_to("ada@example.org") == ["email_changed"]
    assert sign_in(Client(), "new@example.org") == 302
    assert sign_in(Client(), "ada@example.org") == 422


def test_new_email_asks_for_the_password_once_more(client: Client) -> None:
    member()
    sign_in(client)

    answer = client.post("/account/email/", {"email": "new@example.org", "action_add": "1"})

    assert answer["Location"].startswith("/account/reauthenticate/")
    assert letters_to("new@example.org") == []


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "https://testserver.evil.example/",
    ],
)
def test_nobody_is_led_to_another_site(client: Client, wanted: str) -> None:
    member()

    answer = client.post(BEGINNING, {"login": "ada@example.org", "password": PASSWORD, "next": wanted})
    out = client.post("/account/logout/", {"next": wanted})

    assert (answer["Location"], out["Location"]) == ("/", "/")


def test_member_is_led_back_to_the_page_they_came_from(client: Client) -> None:
    member()

    answer = client.post(BEGINNING, {"login": "ada@example.org", "password": PASSWORD, "next": "/boards/?page=2"})

    assert answer["Location"] == "/boards/?page=2"


@pytest.mark.parametrize(
    "path",
    [
        "/account/login/",
        "/account/signup/",
        "/account/logout/",
        "/account/login/code/",
        "/account/login/code/confirm/",
        "/account/confirm-email/",
        "/account/password/reset/",
        "/account/password/reset/confirm/",
        "/account/password/reset/complete/",
        "/account/password/change/",
        "/account/email/",
        "/account/reauthenticate/",
        "/account/connections/",
        "/account/github/login/",
    ],
)
def test_form_of_another_site_does_nothing(path: str) -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(path, {"login": "ada@example.org", "password": PASSWORD})

    assert answer.status_code == 403
    assert not is_signed_in(browser)


def test_pages_of_signing_in_are_kept_by_nobody(client: Client) -> None:
    for path in ("/account/login/", "/account/signup/", "/account/login/code/", "/account/password/reset/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_name_of_a_member_stays_when_a_guest_form_is_sent(client: Client) -> None:
    person = member()
    sign_in(client)
    request = client.post("/name/", {"name": "Somebody"}).wsgi_request

    assert choose_name(request, name="Else").public_id == person.public_id
    person.refresh_from_db()
    assert person.display_name == "Ada"

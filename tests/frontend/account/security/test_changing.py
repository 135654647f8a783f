"""Changing factors, sessions and devices: only freshly proven, told to the owner, and never another's."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from project.accounts.models import User
from project.accounts.security.models import KnownDevice
from project.base import clock
from tests.frontend.account.mailbox import letters_to, text_to
from tests.frontend.account.people import PASSWORD, is_signed_in, sign_in
from tests.frontend.account.security.steps import (
    FIREFOX,
    add_app,
    first_step,
    grow_stale,
    second_step,
    signed_in,
)

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


# Fresh proof


@pytest.mark.parametrize("page", ["app", "passkey", "codes"])
def test_change_is_for_who_has_proven_within_the_hour(page: str) -> None:
    _ada, browser = signed_in()
    grow_stale(browser)

    answer = browser.get(f"/account/security/{page}/")

    assert answer["Location"] == f"/account/reauthenticate/?next=%2Faccount%2Fsecurity%2F{page}%2F"


def test_stale_browser_changes_nothing_by_posting() -> None:
    ada, browser = signed_in()
    add_app(browser)
    grow_stale(browser)
    app = Authenticator.objects.get(user=ada, type="totp")

    answer = browser.post(f"/account/security/factors/{app.pk}/remove/")

    assert answer["Location"].startswith("/account/reauthenticate/")
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_password_confirms_and_leads_back() -> None:
    _ada, browser = signed_in()
    grow_stale(browser)

    wrong = browser.post("/account/reauthenticate/", {"password": "not it", "next": "/account/security/app/"})
    right = browser.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/security/app/"})

    assert (wrong.status_code, right["Location"]) == (422, "/account/security/app/")
    assert browser.get("/account/security/app/").status_code == 200


def test_code_confirms_and_leads_nowhere_else() -> None:
    _ada, browser = signed_in()
    phone = add_app(browser)
    grow_stale(browser)

    answer = browser.post("/account/reauthenticate/", {"code": phone.code(ahead=1), "next": "https://evil.example/"})

    assert answer["Location"] == "/account/security/"
    assert browser.get("/account/security/codes/").status_code == 200


# Factors


def test_only_app_is_removed_with_its_codes_and_the_owner_is_told(client: Client) -> None:
    ada, browser = signed_in()
    add_app(browser)
    app = Authenticator.objects.get(user=ada, type="totp")

    answer = browser.post(f"/account/security/factors/{app.pk}/remove/")

    assert answer["Location"] == "/account/security/?changed"
    assert not Authenticator.objects.filter(user=ada).exists()
    assert "A second factor was removed" in text_to(ADA)
    assert sign_in(client) == 302
    assert is_signed_in(client)


def test_last_factor_stays_where_the_role_demands_one() -> None:
    ada, browser = signed_in()
    add_app(browser)
    User.objects.filter(pk=ada.pk).update(roles=["support"], is_staff=True)
    app = Authenticator.objects.get(user=ada, type="totp")

    browser.post(f"/account/security/factors/{app.pk}/remove/")

    assert Authenticator.objects.filter(pk=app.pk).exists()
    assert "Your role needs a second factor" in browser.get("/account/security/").text


def test_other_sessions_are_offered_to_be_ended_after_a_change(client: Client) -> None:
    _ada, browser = signed_in()
    sign_in(client)
    add_app(browser)

    assert "You have changed how you sign in" in browser.get("/account/security/?changed").text
    browser.post("/account/security/sessions/end-others/")

    assert "You have changed how you sign in" not in browser.get("/account/security/?changed").text
    assert client.get("/account/security/").status_code == 302


# Trusted browsers


def test_trusted_browser_is_not_asked_until_trust_is_withdrawn(client: Client) -> None:
    ada, browser = signed_in()
    phone = add_app(browser)
    first_step(client)
    assert second_step(client, phone.code(ahead=1), trust="on") == 302
    client.post("/account/logout/")

    sign_in(client)
    assert is_signed_in(client)
    device = KnownDevice.objects.get(user=ada, trusted_until__isnull=False)
    browser.post(f"/account/security/devices/{device.public_id}/distrust/")
    client.post("/account/logout/")

    first_step(client)
    assert not is_signed_in(client)


def test_trust_ends_after_14_days(client: Client) -> None:
    client = _trusting()
    now = clock.now() - timedelta(days=15)
    KnownDevice.objects.filter(trusted_until__isnull=False).update(trusted_at=now, trusted_until=now + timedelta(14))

    first_step(client)


@pytest.mark.parametrize("change", ["codes", "password", "session"])
def test_trust_ends_with_what_it_stood_on(change: str) -> None:
    client = _trusting()
    sign_in(client)
    assert is_signed_in(client)
    trusted = KnownDevice.objects.filter(trusted_until__isnull=False)
    assert trusted.count() == 1
    new = "-".join(("quince", "tunnel", "eleven", "sails"))
    changes: dict[str, Callable[[], object]] = {
        "codes": lambda: client.post("/account/security/codes/"),
        "password": lambda: client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new}),
        "session": lambda: client.post(
            f"/account/security/sessions/{UserSession.objects.get(session_key=client.session.session_key).pk}/end/"
        ),
    }

    changes[change]()

    assert trusted.count() == 0


def test_cookie_of_another_browser_trusts_nobody_else(client: Client) -> None:
    trusting = _trusting()
    _ben, ben = signed_in("ben@example.org", name="Ben")
    add_app(ben)
    ben.post("/account/logout/")
    client.cookies["device"] = trusting.cookies["device"].value

    first_step(client, "ben@example.org")

    assert not is_signed_in(client)


# New devices


def test_first_browser_after_registering_is_no_news_and_the_second_is(client: Client) -> None:
    signed_in()
    assert letters_to(ADA) == []

    sign_in(Client(headers={"User-Agent": FIREFOX}))

    assert letters_to(ADA) == ["new_device"]
    assert "Signed in on a new device: Firefox on Linux" in text_to(ADA)
    assert "127.0.0.1" not in text_to(ADA)


def test_known_browser_is_no_news(client: Client) -> None:
    _ada, browser = signed_in()
    browser.post("/account/logout/")
    sign_in(browser)

    assert letters_to(ADA) == []
    assert KnownDevice.objects.count() == 1


def test_cookie_that_a_browser_invents_is_not_kept(client: Client) -> None:
    client.cookies["device"] = "dev_" + "a" * 33
    signed_in()

    sign_in(client)

    assert client.cookies["device"].value != "dev_" + "a" * 33


# Sessions


def test_another_session_is_ended_from_here(client: Client) -> None:
    _ada, browser = signed_in()
    sign_in(client)
    other = UserSession.objects.get(session_key=client.session.session_key)

    browser.post(f"/account/security/sessions/{other.pk}/end/")

    assert not Session.objects.filter(session_key=other.session_key).exists()
    assert client.get("/account/security/").status_code == 302
    assert browser.get("/account/security/").status_code == 200


def test_use_is_noted_every_five_minutes_and_not_each_time(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    _ada, browser = signed_in()
    row = UserSession.objects.get()

    browser.get("/account/security/")
    assert UserSession.objects.get().last_seen_at == row.last_seen_at

    session = browser.session
    session["seen_at"] -= 301
    session.save()
    browser.get("/account/security/")
    assert UserSession.objects.get().last_seen_at > row.last_seen_at


def test_session_that_nobody_uses_ends_before_its_time() -> None:
    _ada, browser = signed_in()
    browser.post("/account/logout/")
    sign_in(browser, remember="on")

    ends = Session.objects.get(session_key=browser.session.session_key).expire_date

    assert timedelta(days=13) < ends - clock.now() <= timedelta(days=14)


def test_session_of_staff_ends_within_the_day() -> None:
    ada, browser = signed_in()
    User.objects.filter(pk=ada.pk).update(roles=["support"], is_staff=True)
    sign_in(client := Client(), remember="on")

    ends = Session.objects.get(session_key=client.session.session_key).expire_date

    assert ends - clock.now() <= timedelta(hours=8)
    assert client.session["ends_at"] - clock.now().timestamp() <= 86_400
    assert is_signed_in(browser)


# Cyd


def test_stranger_reaches_nothing_of_anothers() -> None:
    ada, _browser = signed_in()
    trusting = _trusting("ben@example.org")
    ben = User.objects.get(email="ben@example.org")
    app = Authenticator.objects.get(user=ben, type="totp")
    key = Authenticator.objects.create(user=ben, type="webauthn", data={"name": "Blue"})
    device = KnownDevice.objects.get(user=ben, trusted_until__isnull=False)
    sign_in(trusting, "ben@example.org")
    session = UserSession.objects.filter(user=ben).latest("pk")
    _cyd, cyd = signed_in("cyd@example.org", name="Cyd")

    for address, body in [
        (f"factors/{app.pk}/remove/", {}),
        (f"factors/{key.pk}/remove/", {}),
        (f"passkeys/{key.pk}/name/", {"name": "Mine"}),
        (f"sessions/{session.pk}/end/", {}),
        (f"devices/{device.public_id}/distrust/", {}),
    ]:
        answer = cyd.post(f"/account/security/{address}", body)
        assert answer.status_code == 404, address
    assert cyd.get(f"/account/security/factors/{app.pk}/remove/").status_code == 404

    assert Authenticator.objects.get(pk=key.pk).data["name"] == "Blue"
    assert Authenticator.objects.filter(pk=app.pk).exists()
    assert Session.objects.filter(session_key=session.session_key).exists()
    device.refresh_from_db()
    assert device.trusted_until is not None
    assert ada.pk != ben.pk


def _trusting(email: str = ADA) -> Client:
    """A browser that was trusted and is signed out again."""
    _person, browser = signed_in(email)
    phone = add_app(browser)
    client = Client()
    first_step(client, email)
    assert second_step(client, phone.code(ahead=1), trust="on") == 302
    client.post("/account/logout/")
    return client

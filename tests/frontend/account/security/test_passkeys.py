"""Passkeys: they sign in, confirm and stand as second step; an answer is good once, here, and from the one key."""

import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from fido2.webauthn import AuthenticatorData

from project.base import clock
from tests.frontend.account.mailbox import text_to
from tests.frontend.account.people import is_signed_in
from tests.frontend.account.security.soft_key import SoftKey, add_key, begin
from tests.frontend.account.security.steps import add_app, first_step, grow_stale, signed_in

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def answer_with(client: Client, signed: dict[str, Any], where: str = "passkey/") -> None:
    """Post what a key has signed."""
    client.post(f"/account/{where}", {"credential": json.dumps(signed)})


def test_passkey_signs_in_alone_and_is_told_of(client: Client) -> None:
    _ada, browser = signed_in()
    key = add_key(browser)

    answer_with(client, key.sign(begin(client, "sign_in")))

    assert is_signed_in(client)
    page = client.get("/account/security/").text
    assert "Blue key" in page
    assert "Also signs in alone." in page


def test_passkey_stands_as_second_step(client: Client) -> None:
    _ada, browser = signed_in()
    key = add_key(browser)
    first_step(client)

    answer_with(client, key.sign(begin(client, "second")), "second-step/")

    assert is_signed_in(client)


def test_passkey_confirms(client: Client) -> None:
    _ada, browser = signed_in()
    key = add_key(browser)
    grow_stale(browser)

    answer_with(browser, key.sign(begin(browser, "confirm")), "reauthenticate/")

    assert browser.get("/account/security/app/").status_code == 200


def test_answer_is_good_once(client: Client) -> None:
    _ada, browser = signed_in()
    key = add_key(browser, count=0)
    signed = key.sign(begin(client, "sign_in"))
    answer_with(client, signed)
    assert is_signed_in(client)
    client.post("/account/logout/")

    answer_with(client, signed)

    assert not is_signed_in(client)


def test_answer_to_another_browsers_question_is_refused(client: Client) -> None:
    _ada, browser = signed_in()
    key = add_key(browser)
    signed = key.sign(begin(Client(), "sign_in"))
    begin(client, "sign_in")

    answer_with(client, signed)

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://testserver"},
        {"origin": "http://testserver:8000"},
        {"origin": "http://evil.example"},
        {"origin": "http://login.testserver"},
        {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
        {"flags": AuthenticatorData.FLAG.UP},
        {"flags": 0},
    ],
)
def test_lie_is_refused(client: Client, lie: dict[str, Any]) -> None:
    _ada, browser = signed_in()
    key = add_key(browser)

    answer_with(client, key.sign(begin(client, "sign_in"), **lie))

    assert not is_signed_in(client)


def test_question_of_one_purpose_answers_no_other(client: Client) -> None:
    _ada, browser = signed_in()
    key = add_key(browser)
    first_step(client)

    answer_with(client, key.sign(begin(client, "sign_in")), "second-step/")

    assert not is_signed_in(client)


def test_question_grows_old(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _ada, browser = signed_in()
    key = add_key(browser)
    signed = key.sign(begin(client, "sign_in"))
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)

    answer_with(client, signed)

    assert not is_signed_in(client)


@pytest.mark.parametrize("behind", [0, 1, 5])
def test_copy_of_a_key_is_noticed_by_its_counter(client: Client, behind: int) -> None:
    _ada, browser = signed_in()
    key = add_key(browser, count=10)
    answer_with(other := Client(), key.sign(begin(other, "sign_in")))
    assert is_signed_in(other)
    key.count = 11 - behind

    answer_with(client, key.sign(begin(client, "sign_in")))

    assert not is_signed_in(client)
    assert "The passkey Blue key was refused: it may have been copied" in text_to(ADA)


def test_key_that_does_not_count_may_come_again(client: Client) -> None:
    _ada, browser = signed_in()
    key = add_key(browser, count=0)
    for visitor in (client, Client()):
        answer_with(visitor, key.sign(begin(visitor, "sign_in")))
        assert is_signed_in(visitor)


def test_key_of_a_stranger_signs_in_nobody_else(client: Client) -> None:
    ada, browser = signed_in()
    add_key(browser)
    _cyd, cyds = signed_in("cyd@example.org", name="Cyd")
    stranger = SoftKey(credential_id=b"soft-key-of-cyd-")
    made = json.dumps(stranger.make(begin(cyds, "add")))
    cyds.post("/account/security/passkey/", {"credential": made})
    signed = stranger.sign(begin(client, "sign_in"))
    signed["response"]["userHandle"] = SoftKey().user_handle or "dXNyX2E"

    answer_with(client, signed)

    assert not is_signed_in(client)
    first_step(client)
    answer_with(client, stranger.sign(begin(client, "second")), "second-step/")
    assert not is_signed_in(client)
    assert Authenticator.objects.filter(user=ada, type="webauthn").count() == 1


@pytest.mark.parametrize(
    "mess", ["", "[]", "7", "{", "[" * 19_000, '{"id": 1}', '{"id": "a", "rawId": "a", "response": {}}']
)
def test_mess_is_refused_and_breaks_nothing(client: Client, mess: str) -> None:
    _ada, browser = signed_in()
    add_app(browser)
    begin(browser, "add")

    assert browser.post("/account/security/passkey/", {"credential": mess}).status_code in {302, 422}
    begin(client, "sign_in")
    assert client.post("/account/passkey/", {"credential": mess}).status_code == 302
    first_step(client)
    assert client.post("/account/second-step/", {"credential": mess}).status_code == 422
    assert not is_signed_in(client)


def test_new_key_from_another_origin_is_not_kept() -> None:
    ada, browser = signed_in()
    made = json.dumps(SoftKey().make(begin(browser, "add"), origin="http://evil.example"))

    browser.post("/account/security/passkey/", {"credential": made})

    assert not Authenticator.objects.filter(user=ada).exists()


def test_nobody_is_asked_for_a_second_step_that_is_not_theirs(client: Client) -> None:
    assert client.post("/account/passkey/second/").status_code == 404
    assert client.post("/account/passkey/confirm/").status_code == 404
    assert client.post("/account/security/passkey/begin/").status_code == 302


def test_passkey_gets_another_name() -> None:
    ada, browser = signed_in()
    add_key(browser)
    key = Authenticator.objects.get(user=ada, type="webauthn")

    browser.post(f"/account/security/passkeys/{key.pk}/name/", {"name": "Work  laptop"})

    key.refresh_from_db()
    assert key.data["name"] == "Work laptop"

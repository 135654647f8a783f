"""Signing in with a second factor: by a code of the app, by a recovery code, and not at all without."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from project.accounts.security.actions.codes import WrongCode, use_code
from project.accounts.security.clients import Client as Browser
from project.base import clock, limits
from project.base.sealed import unseal
from tests.frontend.account.mailbox import code_for, letters_to, text_to
from tests.frontend.account.people import is_signed_in
from tests.frontend.account.security.steps import FIREFOX, add_app, first_step, second_step, signed_in
from tests.realtime.race import race

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
LAPTOP = Browser(address="192.0.2.1", user_agent=FIREFOX)


def test_app_that_was_added_is_asked_for_at_the_next_sign_in(client: Client) -> None:
    _ada, browser = signed_in()
    phone = add_app(browser)

    first_step(client)

    assert not is_signed_in(client)
    assert second_step(client, "000000") == 422
    assert not is_signed_in(client)
    assert second_step(client, phone.code(ahead=1)) == 302
    assert is_signed_in(client)
    assert letters_to(ADA)[:2] == ["security_notice", "security_notice"]


def test_key_of_the_app_is_sealed_in_its_row() -> None:
    ada, browser = signed_in()
    phone = add_app(browser)

    stored = Authenticator.objects.get(user=ada, type="totp").data["secret"]

    assert phone.secret not in stored
    assert unseal(stored) == phone.secret


def test_code_opens_once(client: Client) -> None:
    _ada, browser = signed_in()
    phone = add_app(browser)
    code = phone.code(ahead=1)
    first_step(client)
    assert second_step(client, code) == 302
    another = Client()

    first_step(another)

    assert second_step(another, code) == 422
    assert second_step(another, phone.code()) == 422, "the code that added the app has been used as well"
    assert not is_signed_in(another)


def test_code_with_spaces_is_the_same_code(client: Client) -> None:
    _ada, browser = signed_in()
    code = add_app(browser).code(ahead=1)
    first_step(client)

    assert second_step(client, f" {code[:3]} {code[3:]}") == 302


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "abcde-fghjk", "x" * 65])
def test_what_is_no_code_opens_nothing(client: Client, code: str) -> None:
    _ada, browser = signed_in()
    add_app(browser)
    first_step(client)

    assert second_step(client, code) == 422
    assert not is_signed_in(client)


def test_code_with_a_nul_is_refused_at_the_door(client: Client) -> None:
    _ada, browser = signed_in()
    add_app(browser)
    first_step(client)

    assert second_step(client, "\x00\x00\x00") == 400
    assert not is_signed_in(client)


def test_recovery_code_opens_once_and_is_told_of(client: Client) -> None:
    _ada, browser = signed_in()
    phone = add_app(browser)
    first_step(client)

    assert second_step(client, phone.codes[4].upper()) == 302

    another = Client()
    first_step(another)
    assert second_step(another, phone.codes[4]) == 422
    assert "9 are left" in text_to(ADA) or "new_device" in letters_to(ADA)
    assert "9 codes are left" in client.get("/account/security/").text


def test_owner_is_urged_when_few_codes_are_left(client: Client) -> None:
    _ada, browser = signed_in()
    phone = add_app(browser)
    for code in phone.codes[:7]:
        browser = Client()
        first_step(browser)
        assert second_step(browser, code) == 302

    assert "Only 3 codes are left" in browser.get("/account/security/").text


def test_recovery_codes_are_kept_as_digests_alone() -> None:
    ada, browser = signed_in()
    phone = add_app(browser)

    stored = str(Authenticator.objects.get(user=ada, type="recovery_codes").data)

    assert not any(code in stored or code.replace("-", "") in stored for code in phone.codes)


def test_new_codes_void_the_old_ones(client: Client) -> None:
    _ada, browser = signed_in()
    phone = add_app(browser)
    browser.post("/account/security/codes/")
    first_step(client)

    assert second_step(client, phone.codes[0]) == 422


def test_codes_are_counted_by_person_from_whatever_address(monkeypatch: pytest.MonkeyPatch) -> None:
    _ada, browser = signed_in()
    phone = add_app(browser)
    guessers = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(5)]
    for guesser in guessers:
        first_step(guesser)
    monkeypatch.setattr("django.conf.settings.SIGN_INS_PER_MINUTE", 4)

    # One try was made when the app was added, and was right.
    told = [second_step(guesser, "000000") for guesser in guessers]

    assert told[:3] == [422] * 3
    assert told[-1] == 429
    assert second_step(guessers[-1], phone.code(ahead=1)) == 429
    assert not any(is_signed_in(guesser) for guesser in guessers)


def test_codes_are_counted_by_address_for_whatever_person(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [f"ada{number}@example.org" for number in range(3)]
    phones = [add_app(signed_in(email)[1]) for email in people]
    guessers = [Client(REMOTE_ADDR="192.0.2.77") for _person in people]
    for guesser, email in zip(guessers, people, strict=True):
        first_step(guesser, email)
    monkeypatch.setattr("django.conf.settings.SIGN_INS_PER_MINUTE", 2)

    assert second_step(guessers[0], "000000") == 422
    assert second_step(guessers[1], "000000") == 422
    assert second_step(guessers[2], phones[2].code(ahead=1)) == 429


def test_without_valkey_no_code_is_asked_about(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _ada, browser = signed_in()
    phone = add_app(browser)
    first_step(client)
    monkeypatch.setattr(limits._resting, "until", 0.0)
    monkeypatch.setattr(limits, "_shared", _away)

    assert second_step(client, phone.code(ahead=1)) == 503
    assert not is_signed_in(client)


def test_second_step_is_nothing_without_the_first(client: Client) -> None:
    assert client.get("/account/second-step/")["Location"] == "/account/login/"
    assert client.post("/account/second-step/lost/")["Location"] == "/account/login/"


@pytest.mark.parametrize("way", ["code by mail", "new password"])
def test_no_other_first_step_passes_the_second_by(client: Client, way: str) -> None:
    _ada, browser = signed_in()
    add_app(browser)
    if way == "code by mail":
        client.post("/account/login/code/", {"email": ADA})
        client.post("/account/login/code/confirm/", {"code": code_for(ADA)})
    else:
        new = "-".join(("quince", "tunnel", "eleven", "sails"))
        client.post("/account/password/reset/", {"email": ADA})
        client.post("/account/password/reset/confirm/", {"code": code_for(ADA)})
        client.post("/account/password/reset/complete/", {"password1": new, "password2": new})

    assert not is_signed_in(client)
    assert client.get("/account/second-step/").status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_code_that_two_browsers_send_at_once_lets_one_in() -> None:
    ada, browser = signed_in()
    code = add_app(browser).code(ahead=1)

    def use(_number: int) -> str:
        try:
            use_code(user=ada, code=code, client=LAPTOP, now=clock.now())
        except WrongCode as wrong:
            return wrong.code
        return "in"

    assert sorted(race(use, runners=4)) == ["WrongCode", "WrongCode", "WrongCode", "in"]


def _away() -> None:
    raise ConnectionError

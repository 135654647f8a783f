"""Guessing passwords and codes: tries are counted, a stranger's lock nobody out, and without the count all is shut."""

import pytest
from django.test import Client

from tests.frontend.account.mailbox import code_for, letters_to
from tests.frontend.account.people import PASSWORD, is_signed_in, member, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict")]


def from_many_addresses(count: int, email: str) -> list[int]:
    """Tries of a botnet: each from another address."""
    return [sign_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), email, "wrong one") for number in range(count)]


def test_tries_from_one_address_end(address: str) -> None:
    member("one@example.org")

    statuses = [
        sign_in(Client(REMOTE_ADDR=address), f"nobody{number}@example.org", "wrong password") for number in range(10)
    ]
    refused = Client(REMOTE_ADDR=address).post("/account/login/", {"login": "one@example.org", "password": PASSWORD})

    assert set(statuses) == {422}
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "There is room again in a minute" in refused.text


def test_tries_at_one_account_end_however_many_addresses_make_them() -> None:
    member("two@example.org")

    statuses = from_many_addresses(11, "two@example.org")
    right = sign_in(Client(REMOTE_ADDR="198.51.100.99"), "two@example.org")

    assert statuses == [422] * 10 + [429]
    assert right == 429


def test_an_address_without_an_account_is_counted_alike() -> None:
    assert from_many_addresses(11, "nobody-at-all@example.org") == [422] * 10 + [429]


def test_who_signed_in_here_before_is_not_locked_out_by_strangers(address: str) -> None:
    member("three@example.org")
    browser = Client(REMOTE_ADDR=address)
    sign_in(browser, "three@example.org")
    browser.post("/account/logout/")

    from_many_addresses(12, "three@example.org")

    assert sign_in(browser, "three@example.org") == 302
    assert is_signed_in(browser)


def test_who_never_signed_in_here_gets_in_by_mail_meanwhile(address: str) -> None:
    member("four@example.org")
    from_many_addresses(12, "four@example.org")
    browser = Client(REMOTE_ADDR=address)

    browser.post("/account/login/code/", {"email": "four@example.org"})
    browser.post("/account/login/code/confirm/", {"code": code_for("four@example.org")})

    assert is_signed_in(browser)


def test_note_of_a_browser_is_nothing_for_another_account(address: str) -> None:
    member("five@example.org")
    member("six@example.org")
    browser = Client(REMOTE_ADDR=address)
    sign_in(browser, "five@example.org")
    note = next(cookie.value for name, cookie in browser.cookies.items() if name.startswith("known-"))
    from_many_addresses(10, "six@example.org")
    thief = Client(REMOTE_ADDR="198.51.100.200")
    for name in list(browser.cookies):
        thief.cookies[name] = note

    assert sign_in(thief, "six@example.org") == 429


def test_right_password_is_no_guess(address: str) -> None:
    member("seven@example.org")
    browsers = [Client(REMOTE_ADDR=f"198.51.100.{number}") for number in range(12)]

    assert [sign_in(browser, "seven@example.org") for browser in browsers] == [302] * 12


def test_letters_to_one_reader_end() -> None:
    member("eight@example.org")

    statuses = [
        Client(REMOTE_ADDR=f"198.51.100.{number}")
        .post("/account/password/reset/", {"email": "eight@example.org"})
        .status_code
        for number in range(21)
    ]

    assert statuses == [302] * 20 + [429]
    assert len(letters_to("eight@example.org")) == 20


def test_registering_from_one_address_ends(address: str) -> None:
    def register(number: int) -> int:
        form = {"email": f"new{number}@example.org", "password1": "short"}
        return Client(REMOTE_ADDR=address).post("/account/signup/", form).status_code

    assert [register(number) for number in range(21)] == [422] * 20 + [429]


def test_codes_of_one_browser_end_though_its_session_is_wound_back(address: str) -> None:
    member("nine@example.org")
    browser = Client(REMOTE_ADDR=address)
    browser.post("/account/login/code/", {"email": "nine@example.org"})
    begun = dict(browser.session)

    statuses = []
    for _try in range(11):
        statuses.append(browser.post("/account/login/code/confirm/", {"code": "WRNG-WRNG"}).status_code)
        # As if all had been sent at once, and none had seen the count of another.
        session = browser.session
        session.update(begun)
        session.save()

    assert statuses == [422] * 10 + [429]


@pytest.mark.parametrize("password", [PASSWORD, "wrong password"])
@pytest.mark.usefixtures("without_valkey")
def test_nobody_signs_in_while_nothing_counts(client: Client, password: str) -> None:
    member("ten@example.org")

    answer = client.post("/account/login/", {"login": "ten@example.org", "password": password})

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Signing in is closed for a moment" in answer.text
    assert not is_signed_in(client)


@pytest.mark.usefixtures("without_valkey")
def test_no_letter_is_written_while_nothing_counts(client: Client) -> None:
    member("eleven@example.org")

    paths = ("/account/password/reset/", "/account/login/code/")
    statuses = [client.post(path, {"email": "eleven@example.org"}).status_code for path in paths]
    statuses.append(client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD}).status_code)

    assert statuses == [503, 503, 503]
    assert letters_to("eleven@example.org") == letters_to("new@example.org") == []
    assert client.get("/account/login/").status_code == 200

"""Making an account: a name, an address that is proved by a code, and a password that is worth something."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from project.accounts.models import User
from tests.frontend.account.mailbox import code_for, letters_to, text_to
from tests.frontend.account.people import PASSWORD, is_signed_in, member, register, sign_in

pytestmark = pytest.mark.django_db
ADA = {"display_name": "Ada", "email": "ada@example.org", "password1": PASSWORD}


def test_new_member_is_signed_in_once_the_address_is_proved(client: Client) -> None:
    answer = client.post("/account/signup/", ADA)

    assert (answer.status_code, answer["Location"]) == (302, "/account/confirm-email/")
    assert not is_signed_in(client)
    assert letters_to("ada@example.org") == ["email_confirmation_signup"]
    assert code_for("ada@example.org") in text_to("ada@example.org")

    answer = client.post("/account/confirm-email/", {"code": code_for("ada@example.org")})

    assert answer["Location"] == "/"
    assert is_signed_in(client)
    assert EmailAddress.objects.get(email="ada@example.org").verified


def test_password_is_kept_by_argon2(client: Client) -> None:
    register(client)

    assert identify_hasher(User.objects.get(email="ada@example.org").password).algorithm == "argon2"


def test_name_is_kept_as_others_see_it(client: Client) -> None:
    register(client, name="  A\u202eda \n  Lovelace ")

    assert User.objects.get(email="ada@example.org").display_name == "Ada Lovelace"


def test_guest_is_asked_for_the_name_they_go_by_already(client: Client) -> None:
    client.post("/name/", {"name": "Ada of the guests"})

    assert 'value="Ada of the guests"' in client.get("/account/signup/").text.split('id="id_display_name"')[0][-400:]


@pytest.mark.parametrize("password", ["short1234", "password123", "ada@example.org", "1029384756"])
def test_weak_password_is_refused_at_its_field(client: Client, password: str) -> None:
    answer = client.post("/account/signup/", ADA | {"password1": password})

    assert answer.status_code == 422
    assert 'id="id_password1_error"' in answer.text
    assert not User.objects.exists()


def test_member_with_an_unproved_address_is_sent_another_code(client: Client) -> None:
    member(verified=False)

    answer = client.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})

    assert answer["Location"] == "/account/confirm-email/"
    assert not is_signed_in(client)
    client.post("/account/confirm-email/", {"code": code_for("ada@example.org")})
    assert is_signed_in(client)


def test_code_of_one_browser_is_nothing_in_another(client: Client) -> None:
    client.post("/account/signup/", ADA)
    other = Client()

    other.post("/account/confirm-email/", {"code": code_for("ada@example.org")})

    assert not is_signed_in(other)
    assert not EmailAddress.objects.get(email="ada@example.org").verified


def test_code_is_void_after_five_wrong_ones(client: Client) -> None:
    client.post("/account/signup/", ADA)
    code = code_for("ada@example.org")

    statuses = [client.post("/account/confirm-email/", {"code": "WRNG-WRNG"}).status_code for _try in range(5)]

    assert statuses == [422, 422, 422, 422, 302]
    assert "too many wrong codes" in client.get("/account/login/").text
    client.post("/account/confirm-email/", {"code": code})
    assert not is_signed_in(client)


def test_code_is_void_after_ten_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/account/signup/", ADA)
    code = code_for("ada@example.org")
    session = client.session
    session["account_email_verification_code"]["at"] -= 601
    session.save()

    answer = client.post("/account/confirm-email/", {"code": code}, follow=True)

    assert "The code has expired" in answer.text
    assert not is_signed_in(client)


def test_password_that_a_stranger_chose_opens_nothing_once_the_owner_came_by_mail(client: Client) -> None:
    stranger = Client()
    stranger.post("/account/signup/", ADA)

    client.post("/account/login/code/", {"email": "ada@example.org"})
    client.post("/account/login/code/confirm/", {"code": code_for("ada@example.org")})

    assert is_signed_in(client)
    assert sign_in(Client()) == 422


def test_code_stands_in_no_address(client: Client) -> None:
    answer = client.post("/account/signup/", ADA, follow=True)

    code = code_for("ada@example.org")
    assert all(code not in url for url, _status in answer.redirect_chain)
    assert f"/{code}" not in text_to("ada@example.org")
    assert f"={code}" not in text_to("ada@example.org")

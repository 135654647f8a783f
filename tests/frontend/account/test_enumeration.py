"""Nobody learns from an answer, its size or its time, nor from what is sent, whether an address has an account."""

import re
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django import Settings

from project.accounts.models import User
from project.mail.models import Letter
from project.settings import PASSWORD_HASHERS
from tests.frontend.account.people import PASSWORD, member, sign_in

pytestmark = pytest.mark.django_db
TRIES = 15
KNOWN, UNKNOWN = "known@example.org", "other@example.org"
NEVER_THE_SAME = re.compile(r'(name="csrfmiddlewaretoken" value="|nonce=")[^"]+"|req_\w+')


def seen(answer: Any, email: str) -> tuple[int, str, str]:
    """An answer without what is new in each and without the address that was typed in."""
    page = NEVER_THE_SAME.sub("", answer.content.decode()).replace(email, "the address")
    return answer.status_code, answer.get("Location", ""), page


def register(client: Client, email: str) -> Any:
    return client.post("/account/signup/", {"display_name": "Ada", "email": email, "password1": PASSWORD})


def log_in(client: Client, email: str) -> Any:
    return client.post("/account/login/", {"login": email, "password": "not the one, really"})


def ask_for_a_code(client: Client, email: str) -> Any:
    return client.post("/account/login/code/", {"email": email})


def ask_for_a_reset(client: Client, email: str) -> Any:
    return client.post("/account/password/reset/", {"email": email})


type Send = Callable[[Client, str], Any]
FORMS = pytest.mark.parametrize("send", [register, log_in, ask_for_a_code, ask_for_a_reset])
LEAD_ON: dict[Send, str] = {
    register: "/account/confirm-email/",
    ask_for_a_code: "/account/login/code/confirm/",
    ask_for_a_reset: "/account/password/reset/confirm/",
}


@FORMS
def test_answers_are_the_same(send: Send) -> None:
    member(KNOWN)

    known, unknown = (seen(send(Client(), email), email) for email in (KNOWN, UNKNOWN))

    assert known == unknown


@FORMS
def test_as_many_letters_are_written(send: Send) -> None:
    member(KNOWN)

    for email in (KNOWN, UNKNOWN):
        send(Client(), email)

    assert Letter.objects.filter(to=KNOWN).count() == Letter.objects.filter(to=UNKNOWN).count()


@pytest.mark.parametrize("send", LEAD_ON)
def test_pages_that_follow_are_the_same(send: Send) -> None:
    member(KNOWN)

    pages = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        send(client, email)
        follows = [client.get(LEAD_ON[send]), client.post(LEAD_ON[send], {"code": "WRNG-WRNG"})]
        follows += [client.post(LEAD_ON[send], {"action": "resend"}), client.get(LEAD_ON[send])]
        follows += [client.post(LEAD_ON[send], {"code": f"WRNG-WRN{number}"}) for number in range(4)]
        pages.append([seen(answer, email) for answer in follows])

    assert pages[0] == pages[1]
    assert Letter.objects.filter(to=KNOWN).count() == Letter.objects.filter(to=UNKNOWN).count()


@FORMS
def test_answers_take_as_long(send: Send, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    hashed = member("first-known@example.org").password
    for number in range(TRIES):
        person = User.objects.create(email=f"known{number}@example.org", password=hashed)
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    send(Client(), "first@example.org")
    seconds: dict[str, list[float]] = {"known": [], "other": []}

    for number in range(TRIES):
        for kind, times in seconds.items():
            began = perf_counter()
            send(Client(), f"{kind}{number}@example.org")
            times.append(perf_counter() - began)

    known, other = (median(times) for times in seconds.values())
    # Hashing a password costs many times as much as all the rest: leaving it out on one side would be seen at once.
    assert 0.6 < known / other < 1.67


def test_suspended_member_is_told_so_only_by_the_right_password() -> None:
    person = member(KNOWN)
    User.objects.filter(pk=person.pk).update(is_active=False)

    right = Client().post("/account/login/", {"login": KNOWN, "password": PASSWORD})

    assert right["Location"] == "/account/inactive/"
    assert seen(log_in(Client(), KNOWN), KNOWN) == seen(log_in(Client(), UNKNOWN), UNKNOWN)


def test_new_address_that_somebody_else_has_is_answered_like_a_free_one() -> None:
    member(KNOWN)
    answers = []
    for number, wanted in enumerate((KNOWN, UNKNOWN)):
        client = Client()
        member(f"cyd{number}@example.org")
        sign_in(client, f"cyd{number}@example.org")
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        answers.append(seen(client.post("/account/email/", {"email": wanted, "action_add": "1"}), wanted))

    assert answers[0] == answers[1]
    assert answers[0][1] == "/account/confirm-email/"

"""Who lost every factor: three days, two letters, a code that objects; and staff, whom an admin lets back."""

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client

from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.accounts.security.actions.ways_back import (
    NotYourOwnFactors,
    carry_out_ways_back,
    reset_factors,
    warn_of_ways_back,
)
from project.accounts.security.models import FactorReset
from project.base import clock
from project.base.errors import Forbidden
from tests.frontend.account.mailbox import code_for, letters_to, text_to
from tests.frontend.account.people import is_signed_in, member, sign_in
from tests.frontend.account.security.steps import Phone, add_app, first_step, second_step, signed_in

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def lose_everything() -> tuple[User, Client, Phone]:
    """Ada has asked; the browser in which she added her app is still signed in."""
    ada, browser = signed_in()
    phone = add_app(browser)
    asking = Client()
    first_step(asking)
    assert "three days" in asking.get("/account/second-step/lost/").text
    assert asking.post("/account/second-step/lost/").status_code == 302
    return ada, browser, phone


def sweep(now: datetime) -> None:
    """What the worker does every five minutes."""
    warn_of_ways_back(now=now)
    carry_out_ways_back(now=now)


def has_factors(user: User) -> bool:
    """Whether any is left."""
    return bool(Authenticator.objects.filter(user=user).exists())


def test_factors_go_after_three_days_and_two_letters(client: Client) -> None:
    ada, browser, _phone = lose_everything()
    begun = clock.now()

    sweep(begun + timedelta(hours=47))
    assert letters_to(ADA).count("way_back") == 1
    sweep(begun + timedelta(hours=48, minutes=1))
    sweep(begun + timedelta(hours=71))
    assert letters_to(ADA).count("way_back") == 2
    assert has_factors(ada)
    sweep(begun + timedelta(hours=72, minutes=2))

    assert not has_factors(ada)
    assert FactorReset.objects.get().state == "done"
    assert not Session.objects.filter(session_key=browser.session.session_key).exists()
    assert "Your second factors were taken away" in text_to(ADA)
    sign_in(client)
    assert is_signed_in(client)


def test_nothing_goes_without_a_warning_a_day_before() -> None:
    ada, _browser, _phone = lose_everything()
    late = clock.now() + timedelta(hours=80)

    sweep(late)

    assert has_factors(ada)
    sweep(late + timedelta(hours=24))
    assert not has_factors(ada)


@pytest.mark.parametrize("letter", ["first", "second"])
def test_code_of_the_letter_calls_it_off_from_anywhere(client: Client, letter: str) -> None:
    ada, _browser, _phone = lose_everything()
    if letter == "second":
        warn_of_ways_back(now=clock.now() + timedelta(hours=49))
    code = code_for(ADA)
    assert code in text_to(ADA)

    answer = client.post("/account/keep-factors/", {"code": code.lower()})

    assert "Your second factors stay." in answer.text
    sweep(clock.now() + timedelta(days=9))
    assert has_factors(ada)
    assert client.post("/account/keep-factors/", {"code": code}).status_code == 422


def test_wrong_code_calls_nothing_off(client: Client) -> None:
    lose_everything()

    assert client.post("/account/keep-factors/", {"code": "AAAA-BBBB-CCCC-DDDD"}).status_code == 422
    assert FactorReset.objects.get().state == "asked"


def test_owner_who_is_signed_in_calls_it_off_by_a_button() -> None:
    _ada, browser, _phone = lose_everything()

    assert "Somebody asked to take your second factors away" in browser.get("/account/security/").text
    browser.post("/account/security/keep/")

    assert FactorReset.objects.get().state == "cancelled"


def test_signing_in_with_a_factor_calls_it_off(client: Client) -> None:
    _ada, _browser, phone = lose_everything()
    first_step(client)

    assert second_step(client, phone.code(ahead=1)) == 302

    assert FactorReset.objects.get().state == "cancelled"


def test_asking_twice_is_asking_once() -> None:
    lose_everything()
    asking = Client()
    first_step(asking)
    asking.post("/account/second-step/lost/")

    assert FactorReset.objects.count() == 1
    assert letters_to(ADA).count("way_back") == 1


def test_stranger_cancels_nothing_of_anothers() -> None:
    lose_everything()
    _cyd, cyd = signed_in("cyd@example.org", name="Cyd")

    cyd.post("/account/security/keep/")

    assert FactorReset.objects.get().state == "asked"


def test_staff_is_sent_to_an_admin(client: Client) -> None:
    ada, browser = signed_in()
    add_app(browser)
    User.objects.filter(pk=ada.pk).update(roles=["support"], is_staff=True)
    first_step(client)

    answer = client.post("/account/second-step/lost/")

    assert answer.status_code == 403
    assert "Ask another admin" in answer.text
    assert not FactorReset.objects.exists()


def test_who_came_to_work_here_meanwhile_keeps_their_factors() -> None:
    ada, _browser, _phone = lose_everything()
    User.objects.filter(pk=ada.pk).update(roles=["support"], is_staff=True)
    now = clock.now()

    sweep(now + timedelta(hours=49))
    sweep(now + timedelta(hours=80))

    assert has_factors(ada)
    assert FactorReset.objects.get().state == "cancelled"


def test_admin_lets_somebody_back_and_it_is_kept_in_the_trail() -> None:
    ada, browser = signed_in()
    add_app(browser)
    boss = admin()

    reset_factors(person=ada, by=boss, reason="seen in person", now=clock.now())

    assert not has_factors(ada)
    entry = StaffAction.objects.get()
    assert (entry.action, entry.target, entry.facts) == ("reset_factors", ada.public_id, {"reason": "seen in person"})
    assert "Our staff has taken your second factors away" in text_to(ADA)
    assert browser.get("/account/security/").status_code == 302


def test_only_another_admin_lets_somebody_back() -> None:
    ada, browser = signed_in()
    add_app(browser)
    helper = member("helper@example.org")
    User.objects.filter(pk=helper.pk).update(roles=["support"], is_staff=True)

    with pytest.raises(Forbidden):
        reset_factors(person=ada, by=helper, reason="", now=clock.now())
    with pytest.raises(NotYourOwnFactors):
        reset_factors(person=ada, by=ada, reason="", now=clock.now())

    assert has_factors(ada)
    assert not StaffAction.objects.exists()


def test_machine_lets_the_only_admin_back() -> None:
    ada, browser = signed_in()
    add_app(browser)
    User.objects.filter(pk=ada.pk).update(roles=["admin"], is_staff=True)

    call_command("reset_factors", "ADA@example.org")

    assert not has_factors(ada)
    assert browser.get("/account/security/").status_code == 302
    for nobody in ("ADA@example.org", "who@example.org"):
        with pytest.raises(CommandError):
            call_command("reset_factors", nobody)


def admin() -> User:
    """Somebody who decides."""
    boss = member("boss@example.org", name="Boss")
    User.objects.filter(pk=boss.pk).update(roles=["admin"], is_staff=True)
    boss.refresh_from_db()
    return boss

"""Who needs a second factor, and what is closed without one."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from frontend.account.security.fresh import fresh
from project.accounts.access import Access, Who, access, ask_at_api
from project.accounts.models import Role, User
from project.accounts.roles.actions import grant_role
from project.accounts.security.freshness import ReauthenticationNeeded, ask_fresh
from project.accounts.security.policy import SecondFactorNeeded, factor_standing
from project.accounts.visitors import member_as_visitor
from project.base import clock
from project.urls import urlpatterns as pages
from tests.frontend.account.people import PASSWORD, is_signed_in
from tests.frontend.account.security.steps import add_app, first_step, grow_stale, second_step, signed_in

pytestmark = pytest.mark.django_db


@access(Who.STAFF)
def desk(request: HttpRequest) -> HttpResponse:
    """Work for others."""
    return HttpResponse("work")


@access(Who.MEMBER)
@fresh
def vault(request: HttpRequest) -> HttpResponse:
    """What matters, as the API would ask for it."""
    return HttpResponse("gold")


urlpatterns = [*pages, path("probe/desk/", desk), path("probe/vault/", vault)]


def staff(role: Role, *, days: float) -> tuple[User, Client]:
    """Somebody who was given a role so many days ago, and has just signed in."""
    person, browser = signed_in()
    grant_role(person_id=person.pk, role=role, by_id=None, reason="", now=clock.now() - timedelta(days=days))
    person.refresh_from_db()
    return person, browser


@pytest.mark.parametrize(
    ("role", "days", "needed", "overdue"),
    [
        (Role.ADMIN, 0.5, True, False),
        (Role.ADMIN, 1.1, True, True),
        (Role.SUPPORT, 6.9, True, False),
        (Role.SUPPORT, 7.1, True, True),
        (Role.SELLER, 90, False, False),
        (Role.AFFILIATE, 90, False, False),
    ],
)
def test_grace_of_each_role(role: Role, days: float, *, needed: bool, overdue: bool) -> None:
    person, _browser = staff(role, days=days)

    standing = factor_standing(person, clock.now())

    assert (standing.needed, standing.is_overdue, standing.has_factor) == (needed, overdue, False)
    assert standing.is_advised is (role == Role.SELLER)


def test_recovery_codes_alone_are_no_factor() -> None:
    person, _browser = staff(Role.ADMIN, days=2)
    Authenticator.objects.create(user=person, type="recovery_codes", data={"digests": []})

    assert factor_standing(person, clock.now()).is_overdue


@pytest.mark.urls(__name__)
def test_staff_works_in_its_grace_and_is_sent_to_set_up_afterwards() -> None:
    _person, browser = staff(Role.SUPPORT, days=6)
    assert browser.get("/probe/desk/").text == "work"
    User.objects.update(roles=[], is_staff=False)
    person = User.objects.get()
    grant_role(person_id=person.pk, role=Role.ADMIN, by_id=None, reason="", now=clock.now() - timedelta(days=2))

    answer = browser.get("/probe/desk/")

    assert answer["Location"] == "/account/security/set-up/?next=%2Fprobe%2Fdesk%2F"
    assert "Your time to set one up ended" in browser.get(answer["Location"]).text


@pytest.mark.urls(__name__)
def test_adding_a_factor_opens_the_work_and_a_session_without_one_stays_outside(client: Client) -> None:
    _person, browser = staff(Role.ADMIN, days=2)
    other = signed_in_again()

    phone = add_app(browser)

    assert browser.get("/probe/desk/").text == "work"
    assert other.get("/probe/desk/")["Location"].startswith("/account/security/set-up/")
    assert "Show my second factor" in other.get("/account/security/set-up/?next=/probe/desk/").text
    other.post("/account/reauthenticate/?factor", {"code": phone.code(ahead=1)})
    assert other.get("/probe/desk/").text == "work"


@pytest.mark.urls(__name__)
def test_password_confirmed_again_is_no_second_factor() -> None:
    _person, browser = staff(Role.ADMIN, days=2)
    other = signed_in_again()
    add_app(browser)

    other.post("/account/reauthenticate/", {"password": PASSWORD})

    assert other.get("/probe/desk/").status_code == 302


@pytest.mark.urls(__name__)
def test_trusted_browser_works(client: Client) -> None:
    _person, browser = staff(Role.ADMIN, days=2)
    phone = add_app(browser)
    first_step(client)
    second_step(client, phone.code(ahead=1), trust="on")
    client.post("/account/logout/")
    client.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})

    assert is_signed_in(client)
    assert client.get("/probe/desk/").text == "work"


@pytest.mark.urls(__name__)
def test_stranger_does_not_learn_that_there_is_work(client: Client) -> None:
    _cyd, cyd = signed_in("cyd@example.org", name="Cyd")

    assert cyd.get("/probe/desk/").status_code == 404


@pytest.mark.urls(__name__)
def test_page_of_weight_leads_to_confirming_and_back() -> None:
    _ada, browser = signed_in()
    assert browser.get("/probe/vault/").text == "gold"
    grow_stale(browser)

    assert browser.get("/probe/vault/")["Location"] == "/account/reauthenticate/?next=%2Fprobe%2Fvault%2F"


def test_api_refuses_a_session_without_a_factor_and_a_program_of_who_has_none() -> None:
    person, _browser = staff(Role.ADMIN, days=2)
    asked = Access(who=Who.STAFF, scope="desk:read")
    by_cookie, by_program = RequestFactory().get("/api/desk"), RequestFactory().get("/api/desk")
    by_cookie.user, by_cookie.session = person, SessionStore()
    by_program.program = member_as_visitor(  # type: ignore[attr-defined]
        person, session_key="key:x", scopes=frozenset({"desk:read"})
    )

    for request in (by_cookie, by_program):
        with pytest.raises(SecondFactorNeeded) as refused:
            ask_at_api(request, asked)
        assert (refused.value.status, refused.value.extra) == (403, {"set_up": True})
    Authenticator.objects.create(user=person, type="totp", data={})
    ask_at_api(by_program, asked)
    with pytest.raises(SecondFactorNeeded) as refused:
        ask_at_api(by_cookie, asked)
    assert refused.value.extra == {"set_up": False}


def test_program_is_never_fresh() -> None:
    person, _browser = signed_in()
    request = RequestFactory().post("/api/keys")
    request.user, request.session = person, SessionStore()
    request.program = member_as_visitor(person, session_key="key:x", scopes=frozenset())  # type: ignore[attr-defined]

    with pytest.raises(ReauthenticationNeeded):
        ask_fresh(request)


def signed_in_again() -> Client:
    """Another browser of the same person, without a second factor."""
    other = Client()
    assert other.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD}).status_code == 302
    return other

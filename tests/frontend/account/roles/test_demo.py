"""The demo's people: one of each role, entered by a click in a demo, and by nobody anywhere else."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import Settings

from project.accounts.demo import DOMAIN, PASSWORD, PEOPLE, close_demo, load
from project.accounts.models import RoleChange, User
from project.accounts.roles.models import RoleApplication
from tests.frontend.account.people import is_signed_in, member, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: Settings) -> None:
    settings.DEMO = True
    load()


def of(address: str) -> User:
    return User.objects.get(email=f"{address}@{DOMAIN}")


def test_loading_twice_makes_one_of_each() -> None:
    before = User.objects.count(), RoleChange.objects.count(), RoleApplication.objects.count()

    load()

    assert (User.objects.count(), RoleChange.objects.count(), RoleApplication.objects.count()) == before
    assert {one.address: of(one.address).roles for one in PEOPLE} == {one.address: [*one.roles] for one in PEOPLE}
    assert RoleApplication.objects.get(person=of("applicant")).state == "applied"


@pytest.mark.parametrize("address", [one.address for one in PEOPLE])
def test_one_click_or_the_password_shown_lets_everybody_in(client: Client, address: str) -> None:
    page = client.get("/").content.decode()
    assert f"/account/demo/{of(address).public_id}/" in page
    assert f"{address}@{DOMAIN}" in page
    assert PASSWORD in page

    client.post(f"/account/demo/{of(address).public_id}/")
    other = Client()
    sign_in(other, f"{address}@{DOMAIN}", PASSWORD)

    assert client.session["_auth_user_id"] == other.session["_auth_user_id"] == str(of(address).pk)


def test_who_entered_by_a_click_sees_this_session_listed(client: Client) -> None:
    client.post(
        f"/account/demo/{of('buyer').public_id}/", headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
    )

    page = client.get("/account/security/").content.decode()

    assert "Firefox" in page
    assert UserSession.objects.get().session_key == client.session.session_key


def test_nobody_else_is_entered_whatever_their_address(client: Client) -> None:
    ada, copy = member(), member(f"cyd@{DOMAIN}", name="Cyd")

    for person in (ada.public_id, copy.public_id, "usr_nobody", ada.email):
        assert client.post(f"/account/demo/{person}/").status_code == 404

    assert not is_signed_in(client)


def test_a_page_elsewhere_enters_nobody() -> None:
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(f"/account/demo/{of('admin').public_id}/").status_code == 403
    assert browser.get(f"/account/demo/{of('admin').public_id}/").status_code == 405
    assert not is_signed_in(browser)


def test_without_a_demo_nobody_enters_by_click_password_or_an_old_session(client: Client, settings: Settings) -> None:
    inside = Client()
    inside.post(f"/account/demo/{of('admin').public_id}/")
    settings.DEMO = False

    assert client.post(f"/account/demo/{of('admin').public_id}/").status_code == 404
    sign_in(client, f"admin@{DOMAIN}", PASSWORD)
    assert not is_signed_in(client)
    assert PASSWORD not in client.get("/").content.decode()
    assert close_demo() == len(PEOPLE)
    assert inside.get("/account/email/").status_code == 302
    assert close_demo() == 0

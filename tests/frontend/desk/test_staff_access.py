"""The admin exists for staff alone, and what it may do is held by role, by freshness and by the trail."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.base import clock
from tests.frontend.desk.staff import browser_of, member

pytestmark = pytest.mark.django_db
REASON = {"reason": "They asked for it"}


@pytest.fixture
def ada() -> User:
    return member("Ada", "admin")


@pytest.fixture
def sue() -> User:
    return member("Sue", "support")


@pytest.fixture
def ben() -> User:
    return member("Ben", "seller")


@pytest.fixture
def cyd() -> User:
    return member("Cyd", "seller", "considerer", "affiliate")


def addresses(ben: User) -> list[str]:
    deeds = ("suspend", "reinstate", "end-sessions", "reset-factors", "grant-role", "revoke-role", "look-on")
    person = f"/staff/accounts/user/{ben.pk}"
    return [
        "/staff/",
        "/staff/search/?s=ben",
        "/staff/jsi18n/",
        "/staff/accounts/",
        "/staff/accounts/user/",
        f"{person}/change/",
        f"{person}/history/",
        f"{person}/",
        "/staff/audit/staffaction/",
        "/staff/mail/letter/",
        *(f"{person}/do/{deed}/" for deed in deeds),
    ]


@pytest.mark.parametrize("who", ["nobody", "cyd"])
def test_who_is_no_staff_finds_nothing_there(who: str, ben: User, cyd: User) -> None:
    browser = browser_of(cyd if who == "cyd" else None)

    answers = {address: browser.get(address).status_code for address in addresses(ben)}
    posted = {address: browser.post(address, REASON).status_code for address in addresses(ben)}

    assert set(answers.values()) == {404}, answers
    assert set(posted.values()) == {404}, posted
    ben.refresh_from_db()
    assert ben.is_active
    assert not StaffAction.objects.exists()


@pytest.mark.parametrize("left_out", ["login", "password_change", "autocomplete", "r/1/1", "auth/group"])
def test_it_has_no_sign_in_of_its_own_and_no_back_doors(left_out: str, ada: User) -> None:
    assert browser_of(ada).get(f"/staff/{left_out}/").status_code == 404


def test_staff_without_their_second_factor_is_sent_to_it(ada: User, ben: User) -> None:
    Authenticator.objects.create(user=ada, type="totp", data={})
    client = Client()
    client.force_login(ada)

    answer = client.get(f"/staff/accounts/user/{ben.pk}/change/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/")


def test_staff_sees_people_letters_and_the_trail(sue: User, ben: User) -> None:
    browser = browser_of(sue)
    pages = [page for page in addresses(ben) if "/do/" not in page and not page.endswith(f"/{ben.pk}/")]

    answers = {page: browser.get(page, follow=True).status_code for page in pages}

    assert set(answers.values()) == {200}, answers


def test_nothing_can_be_added_changed_or_deleted_by_hand(ada: User, ben: User) -> None:
    browser, person = browser_of(ada), f"/staff/accounts/user/{ben.pk}"

    assert browser.get("/staff/accounts/user/add/").status_code == 403
    assert browser.get(f"{person}/delete/").status_code == 403
    assert browser.post(f"{person}/delete/", {"post": "yes"}).status_code == 403
    assert (
        browser.post(f"{person}/change/", {"email": "x@y.org", "is_staff": "on", "roles": "admin"}).status_code == 403
    )
    told = browser.post("/staff/accounts/user/", {"action": "delete_selected", "_selected_action": ben.pk})
    assert told.status_code in {200, 302, 403}

    ben.refresh_from_db()
    assert (ben.email, ben.roles, ben.is_staff) == ("ben@example.org", ["seller"], False)


def test_no_page_shows_what_is_derived_from_a_password_or_a_code(ada: User) -> None:
    ben = member("Ben", password="correct horse battery")
    Authenticator.objects.create(user=ben, type="totp", data={"secret": "sealed-secret"})

    page = browser_of(ada).get(f"/staff/accounts/user/{ben.pk}/change/").content.decode()

    assert "argon2" not in page
    assert ben.password not in page
    assert "sealed-secret" not in page


def test_a_deed_is_done_for_a_reason_and_is_in_the_trail(sue: User, ben: User) -> None:
    other = browser_of(ben)

    answer = browser_of(sue).post(f"/staff/accounts/user/{ben.pk}/do/suspend/", {"reason": "Sold what is not theirs"})

    assert answer.status_code == 302
    ben.refresh_from_db()
    assert not ben.is_active
    entry = StaffAction.objects.get()
    assert (entry.staff_id, entry.action, entry.target) == (sue.pk, "person_suspended", ben.public_id)
    assert entry.facts == {"reason": "Sold what is not theirs"}
    assert other.get("/chat/").status_code in {200, 302}
    assert not Session.objects.filter(session_key=other.session.session_key, expire_date__lt=clock.now()).exists()


def test_a_deed_without_a_reason_is_none(sue: User, ben: User) -> None:
    answer = browser_of(sue).post(f"/staff/accounts/user/{ben.pk}/do/suspend/", {"reason": "  "})

    assert answer.status_code == 422
    ben.refresh_from_db()
    assert ben.is_active
    assert not StaffAction.objects.exists()


def test_a_deed_needs_a_proof_within_the_hour(ada: User, ben: User) -> None:
    browser = browser_of(ada, proven_before=timedelta(minutes=61))

    answer = browser.post(f"/staff/accounts/user/{ben.pk}/do/suspend/", REASON)

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    ben.refresh_from_db()
    assert ben.is_active


@pytest.mark.parametrize("deed", ["reset-factors", "grant-role", "revoke-role", "look-on"])
def test_support_does_not_find_what_is_for_admins(deed: str, sue: User, ben: User) -> None:
    page = f"/staff/accounts/user/{ben.pk}/do/{deed}/"

    assert browser_of(sue).get(page).status_code == 404
    assert browser_of(sue).post(page, {**REASON, "role": "admin"}).status_code == 404

    ben.refresh_from_db()
    assert ben.roles == ["seller"]


def test_support_does_not_suspend_an_admin(sue: User, ada: User) -> None:
    answer = browser_of(sue).post(f"/staff/accounts/user/{ada.pk}/do/suspend/", REASON)

    assert answer.status_code == 422
    assert "Only an admin" in answer.content.decode()
    ada.refresh_from_db()
    assert ada.is_active


def test_nobody_does_it_to_themselves(ada: User) -> None:
    answer = browser_of(ada).post(f"/staff/accounts/user/{ada.pk}/do/suspend/", REASON)

    assert answer.status_code == 422
    ada.refresh_from_db()
    assert ada.is_active


def test_an_admin_grants_a_role_for_a_reason(ada: User, ben: User) -> None:
    browser_of(ada).post(f"/staff/accounts/user/{ben.pk}/do/grant-role/", {**REASON, "role": "considerer"})

    ben.refresh_from_db()
    assert set(ben.roles) == {"seller", "considerer"}
    assert StaffAction.objects.get().action == "role_granted"


def test_a_deed_from_elsewhere_is_refused(ada: User, ben: User) -> None:
    browser = browser_of(ada)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies

    assert strict.post(f"/staff/accounts/user/{ben.pk}/do/suspend/", REASON).status_code == 403

    ben.refresh_from_db()
    assert ben.is_active

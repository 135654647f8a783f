"""Pages on the way to a role: asked, answered, decided by staff, and closed to everybody else."""

from typing import Any

import pytest
from django.test import Client

from project.accounts.models import Role, User
from project.accounts.roles.applying import apply_for_role
from project.accounts.roles.deciding import request_changes
from project.accounts.roles.models import RoleApplication
from project.accounts.roles.names import called
from project.base import clock
from tests.project.accounts.roles.people import SELLS, somebody

pytestmark = pytest.mark.django_db
TYPED: dict[str, Any] = {**SELLS, "links": "https://example.org/ada\nhttps://example.org/two"}


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def ada() -> User:
    return somebody("Ada")


@pytest.fixture
def dot() -> User:
    return somebody("Dot", Role.SUPPORT)


def test_ada_reads_applies_and_sees_how_it_stands(ada: User) -> None:
    browser = browser_of(ada)
    assert "0 of 4 steps done" in browser.get("/account/become/seller/").content.decode()

    browser.post("/account/become/seller/welcome/")
    sent = browser.post("/account/become/seller/application/", TYPED)

    page = browser.get("/account/become/seller/").content.decode()
    assert (sent.status_code, sent["Location"]) == (302, "/account/become/seller/")
    assert "2 of 4 steps done" in page
    assert "waits for us" in page
    assert RoleApplication.objects.get().facts["links"] == ["https://example.org/ada", "https://example.org/two"]


def test_wrong_application_names_its_field_and_keeps_what_was_typed(ada: User) -> None:
    answer = browser_of(ada).post("/account/become/seller/application/", {**TYPED, "links": "ftp://example.org"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page
    assert TYPED["what"] in page
    assert "ftp://example.org" in page
    assert not RoleApplication.objects.exists()


def test_ada_answers_what_she_is_asked_and_takes_it_back(ada: User, dot: User) -> None:
    browser = browser_of(ada)
    browser.post("/account/become/seller/application/", TYPED)
    one = RoleApplication.objects.get()
    request_changes(application_id=one.public_id, by_id=dot.pk, reason="Show us one", now=clock.now())

    form = browser.get("/account/become/seller/application/").content.decode()
    browser.post("/account/become/seller/application/", {**TYPED, "what": "Something else that is long enough."})
    one.refresh_from_db()
    answered = one.state
    browser.post(f"/account/become/seller/withdraw/{one.public_id}/")

    one.refresh_from_db()
    assert "Show us one" in form
    assert TYPED["what"] in form
    assert (answered, one.facts["what"], one.state) == (
        "applied",
        "Something else that is long enough.",
        "withdrawn",
    )


def test_affiliate_accepts_the_terms_and_is_one(ada: User) -> None:
    browser = browser_of(ada)
    refused = browser.post("/account/become/affiliate/application/", {"terms": "2026-03"})
    assert refused.status_code == 422

    browser.post("/account/become/affiliate/application/", {"terms": "2026-03", "accepted": "on"})

    ada.refresh_from_db()
    assert ada.roles == ["affiliate"]
    assert "You have been an affiliate since" in browser.get("/account/become/affiliate/").content.decode()


@pytest.mark.parametrize("path", ["support/", "admin/", "nobody/", "admin/application/", "admin/welcome/"])
def test_there_is_no_way_to_become_staff(ada: User, path: str) -> None:
    assert browser_of(ada).get(f"/account/become/{path}").status_code == 404


def test_cyd_withdraws_nothing_of_adas_and_sees_no_desk(ada: User) -> None:
    one = apply_for_role(person_id=ada.pk, role=Role.SELLER, facts=SELLS, now=clock.now())
    cyd = browser_of(somebody("Cyd"))

    answers = [
        cyd.post(f"/account/become/seller/withdraw/{one.public_id}/").status_code,
        cyd.get("/desk/applications/").status_code,
        cyd.get(f"/desk/applications/{one.public_id}/").status_code,
        cyd.post(f"/desk/applications/{one.public_id}/", {"decision": "approved"}).status_code,
        cyd.post(f"/desk/applications/{one.public_id}/proofs/", {"what": "identity"}).status_code,
    ]

    one.refresh_from_db()
    assert (answers, one.state) == ([404] * 5, "applied")


def test_staff_decides_with_a_reason_and_keeps_what_was_typed_where_it_is_refused(ada: User, dot: User) -> None:
    one = apply_for_role(person_id=ada.pk, role=Role.SELLER, facts=SELLS, now=clock.now())
    desk = browser_of(dot)
    assert "Ada" in desk.get("/desk/applications/").content.decode()

    refused = desk.post(f"/desk/applications/{one.public_id}/", {"decision": "declined", "reason": " "})
    done = desk.post(f"/desk/applications/{one.public_id}/", {"decision": "approved", "reason": "Fine"})
    late = desk.post(f"/desk/applications/{one.public_id}/", {"decision": "declined", "reason": "Or not"})

    ada.refresh_from_db()
    assert [refused.status_code, done.status_code, late.status_code] == [422, 302, 409]
    assert (ada.roles, called(Role.SELLER)) == (["seller"], "a seller")


def test_staff_sees_that_their_own_is_for_somebody_else(dot: User) -> None:
    one = apply_for_role(person_id=dot.pk, role=Role.SELLER, facts=SELLS, now=clock.now())
    desk = browser_of(dot)

    page = desk.get(f"/desk/applications/{one.public_id}/").content.decode()
    answer = desk.post(f"/desk/applications/{one.public_id}/", {"decision": "approved"})

    one.refresh_from_db()
    assert "somebody else decides" in page
    assert (answer.status_code, one.state) == (403, "applied")


def test_what_applicants_write_is_text_and_their_links_lead_only_where_they_say(ada: User, dot: User) -> None:
    facts = {**SELLS, "what": "<script>alert(1)</script> and other models"}
    one = apply_for_role(person_id=ada.pk, role=Role.SELLER, facts=facts, now=clock.now())

    page = browser_of(dot).get(f"/desk/applications/{one.public_id}/").content.decode()

    assert "<script>alert(1)" not in page
    assert 'rel="noopener noreferrer nofollow"' in page

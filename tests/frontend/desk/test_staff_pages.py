"""The desk shows lists that cost the same however long, people by what is known of them, letters without words."""

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from project.accounts.audit.actions import record
from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.base import clock
from project.mail.actions import send_letter
from project.mail.models import Letter, LetterState
from tests.frontend.desk.staff import browser_of, member

pytestmark = pytest.mark.django_db
PEOPLE, LETTERS, TRAIL = "/staff/accounts/user/", "/staff/mail/letter/", "/staff/audit/staffaction/"


@pytest.fixture
def ada() -> User:
    return member("Ada", "admin")


@pytest.fixture
def desk(ada: User) -> Client:
    return browser_of(ada)


def write(key: str, state: LetterState = LetterState.FAILED) -> Letter:
    send_letter(template="probe", to=f"{key}@example.org", facts={"name": key, "code": "246810"}, key=key)
    Letter.objects.filter(key=key).update(state=state)
    return Letter.objects.get(key=key)


@pytest.mark.parametrize("page", [PEOPLE, LETTERS, TRAIL])
def test_thirty_rows_cost_what_three_cost(page: str, desk: Client, ada: User) -> None:
    def fill(numbers: range) -> int:
        for number in numbers:
            write(f"letter{number}")
            person = member(f"Person{number}", "seller")
            record(staff_id=ada.pk, action="looked", target=person.public_id, facts={}, now=clock.now())
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(page).status_code == 200
        return len(queries)

    fill(range(1))
    few = fill(range(1, 3))

    assert fill(range(3, 30)) == few


def test_people_are_found_by_email_name_id_and_role(desk: Client) -> None:
    ben, cyd = member("Ben", "seller"), member("Cyd", "affiliate")

    for query in ("q=ben@exam", "q=Ben", f"q={ben.public_id}", "role=seller"):
        page = desk.get(f"{PEOPLE}?{query}").content.decode()

        assert f"{ben.pk}/change/" in page, query
        assert f"{cyd.pk}/change/" not in page, query


def test_every_filter_of_every_list_is_answered(desk: Client) -> None:
    member("Ben", "seller")
    pages = {page: desk.get(page).content.decode() for page in (PEOPLE, LETTERS, TRAIL)}

    for page, text in pages.items():
        for query in re.findall(r'href="(\?[^"]+)"', text):
            assert desk.get(page + html.unescape(query), follow=True).status_code == 200, query


def test_a_persons_page_tells_what_happened_and_what_staff_did(desk: Client) -> None:
    ben = member("Ben")
    desk.post(f"{PEOPLE}{ben.pk}/do/end-sessions/", {"reason": "His phone was <stolen>"})

    page = desk.get(f"{PEOPLE}{ben.pk}/change/").content.decode()

    assert "Staff signed you out everywhere" in page
    assert "His phone was &lt;stolen&gt;" in page


def test_a_letter_shows_how_far_it_came_and_not_what_it_says(desk: Client) -> None:
    letter = write("ben")

    page = desk.get(f"{LETTERS}{letter.pk}/change/").content.decode()

    assert "ben@example.org" in page
    assert letter.sealed_facts not in page
    assert "246810" not in page


def test_a_failed_letter_is_sent_again_for_a_reason(desk: Client, ada: User) -> None:
    letter = write("ben")

    desk.post(f"{LETTERS}{letter.pk}/do/send-again/", {"reason": "Their server was down"})

    letter.refresh_from_db()
    assert letter.state == LetterState.QUEUED
    entry = StaffAction.objects.get()
    assert (entry.staff_id, entry.action, entry.target) == (ada.pk, "letter_sent_again", letter.public_id)


def test_a_letter_on_its_way_is_not_offered_to_be_sent_again(desk: Client) -> None:
    letter = write("ben", LetterState.QUEUED)

    assert desk.post(f"{LETTERS}{letter.pk}/do/send-again/", {"reason": "x"}).status_code == 404
    assert not StaffAction.objects.exists()


def test_the_trail_of_one_person_is_found_from_their_page(desk: Client) -> None:
    ben, cyd = member("Ben"), member("Cyd")
    for person in (ben, cyd):
        desk.post(f"{PEOPLE}{person.pk}/do/end-sessions/", {"reason": f"For {person}"})

    page = desk.get(f"{PEOPLE}{ben.pk}/history/", follow=True).content.decode()

    assert "For Ben" in page
    assert "For Cyd" not in page


def test_only_the_desk_has_its_own_policy(desk: Client) -> None:
    assert "unsafe-eval" in desk.get(PEOPLE)["Content-Security-Policy"]
    for page in ("/", "/demo/mail/", "/boards/", "/account/security/", "/nowhere/", "/staff/nowhere"):
        assert "unsafe" not in desk.get(page)["Content-Security-Policy"], page


def test_only_staff_is_shown_the_way_to_the_desk(desk: Client) -> None:
    assert 'href="/staff/"' in desk.get("/").content.decode()
    assert 'href="/staff/"' not in browser_of(member("Cyd")).get("/").content.decode()

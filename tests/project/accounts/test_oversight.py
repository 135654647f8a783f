"""What staff does to people holds at once, for a reason, and is written down twice: for the house and for them."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from project.accounts import endings
from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.accounts.oversight import (
    NotSuspended,
    NotToYourself,
    ReasonMissing,
    StaffByAdminsOnly,
    SuspendedAlready,
    end_sessions,
    reinstate_person,
    suspend_person,
)
from project.accounts.profiles.models import Activity
from project.accounts.tokens.families import families_of, open_family
from project.base import clock
from project.base.errors import NotFound, Refusal
from tests.frontend.desk.staff import browser_of, member
from tests.letters import letters_to

pytestmark = pytest.mark.django_db


class Listening:
    """Somebody with open sockets."""

    def __init__(self) -> None:
        self.ended: list[int] = []

    def end_session_later(self, *, session_key: str) -> None:
        pass

    def end_person_later(self, *, user_id: int) -> None:
        self.ended.append(user_id)

    def ask_session_again_later(self, *, session_key: str) -> None:
        pass

    def ask_person_again_later(self, *, user_id: int) -> None:
        pass


@pytest.fixture
def ada() -> User:
    return member("Ada", "admin")


@pytest.fixture
def ben() -> User:
    return member("Ben", "seller", password="correct horse battery")


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> Listening:
    listening = Listening()
    monkeypatch.setattr(endings, "_listeners", [listening])
    return listening


def suspend(person: User, by: User, reason: str = "Fraud") -> None:
    suspend_person(person_id=person.pk, staff_id=by.pk, reason=reason, now=clock.now())


def test_a_suspended_person_is_out_everywhere_at_once(ada: User, ben: User, sockets: Listening) -> None:
    browser = browser_of(ben)
    key = browser.session.session_key
    UserSession.objects.create(user=ben, session_key=key, ip="127.0.0.1", user_agent="x")
    open_family(user=ben, name="phone", address="127.0.0.1", now=clock.now())

    suspend(ben, ada)

    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.filter(user=ben).exists()
    assert families_of(ben.pk, now=clock.now()) == []
    assert sockets.ended == [ben.pk]
    assert not Client().login(email="ben@example.org", password="correct horse battery")


def test_a_session_that_nobody_listed_opens_nothing_either(ada: User, ben: User) -> None:
    browser = browser_of(ben)

    suspend(ben, ada)

    assert browser.get("/account/security/").status_code == 302


def test_a_suspension_is_told_to_the_person_and_to_the_house(ada: User, ben: User) -> None:
    suspend(ben, ada)

    assert Activity.objects.filter(person=ben, kind="person_suspended").count() == 1
    entry = StaffAction.objects.get()
    assert (entry.staff_id, entry.target, entry.facts) == (ada.pk, ben.public_id, {"reason": "Fraud"})


@pytest.mark.parametrize(
    ("deed", "subject"),
    [
        (suspend_person, "Your account is suspended"),
        (end_sessions, "You were signed out everywhere"),
        (reinstate_person, "Your account is open again"),
    ],
)
def test_the_person_is_written_to_without_the_reason(deed: Any, subject: str, ada: User, ben: User) -> None:
    User.objects.filter(pk=ben.pk).update(is_active=deed is not reinstate_person)

    deed(person_id=ben.pk, staff_id=ada.pk, reason="Cyd complained", now=clock.now())

    (letter,) = letters_to("ben@example.org")
    assert letter.subject == subject
    assert letter.body.startswith("Hello Ben,\n\nOn ")
    assert "Cyd" not in f"{letter.body}{letter.alternatives}"


def test_reinstated_they_sign_in_again(ada: User, ben: User) -> None:
    suspend(ben, ada)

    reinstate_person(person_id=ben.pk, staff_id=ada.pk, reason="A mistake", now=clock.now())

    ben.refresh_from_db()
    assert ben.is_active
    assert ben.roles == ["seller"]
    assert Client().login(email="ben@example.org", password="correct horse battery")


def test_ended_sessions_leave_the_person_free_to_sign_in(ada: User, ben: User, sockets: Listening) -> None:
    end_sessions(person_id=ben.pk, staff_id=ada.pk, reason="Stolen phone", now=clock.now())

    ben.refresh_from_db()
    assert ben.is_active
    assert sockets.ended == [ben.pk]


@pytest.mark.parametrize(
    ("by", "to", "refusal"),
    [
        ("cyd", "ben", NotFound),
        ("gone", "ben", NotFound),
        ("ada", "ada", NotToYourself),
        ("sue", "ada", StaffByAdminsOnly),
    ],
)
def test_who_may_not_does_not(by: str, to: str, refusal: type[Refusal], ada: User, ben: User) -> None:
    people = {"ada": ada, "ben": ben, "cyd": member("Cyd", "seller"), "sue": member("Sue", "support")}
    people["gone"] = member("Gone", "admin")
    User.objects.filter(pk=people["gone"].pk).update(is_active=False)

    with pytest.raises(refusal):
        suspend(people[to], people[by])

    assert User.objects.get(pk=people[to].pk).is_active
    assert not StaffAction.objects.exists()


def test_without_a_reason_nothing_happens(ada: User, ben: User) -> None:
    with pytest.raises(ReasonMissing):
        suspend(ben, ada, reason=" \n ")

    assert User.objects.get(pk=ben.pk).is_active
    assert not Activity.objects.filter(person=ben).exists()


def test_it_is_done_once(ada: User, ben: User) -> None:
    with pytest.raises(NotSuspended):
        reinstate_person(person_id=ben.pk, staff_id=ada.pk, reason="x", now=clock.now())
    suspend(ben, ada)

    with pytest.raises(SuspendedAlready):
        suspend(ben, ada)

    assert StaffAction.objects.count() == 1


def test_sockets_are_closed_when_it_commits_and_not_before(
    ada: User, ben: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        suspend(ben, ada)

    assert len(callbacks) >= 2

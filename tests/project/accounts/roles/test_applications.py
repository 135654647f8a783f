"""Asking for a role and deciding about it: one open application, checked states, nobody decides their own."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from project.accounts.audit.models import StaffAction
from project.accounts.models import Role, RoleApplication, RoleChange, User
from project.accounts.roles.applying import (
    WAIT,
    AlreadyApplied,
    RoleHeld,
    TooSoon,
    WrongState,
    apply_for_role,
    withdraw_application,
)
from project.accounts.roles.deciding import (
    NotYourOwnApplication,
    ReasonMissing,
    approve_application,
    decline_application,
    request_changes,
)
from project.accounts.roles.facts import TERMS, FactsIncomplete
from project.accounts.roles.states import NEXT, GraphIsBroken, State, check
from project.base.errors import NotFound, Refusal
from tests.project.accounts.roles.people import (
    NOW,
    SELLS,
    applied,
    assert_refused,
    letters_to,
    roles_of,
    somebody,
    state_of,
)
from tests.realtime.race import race

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ada(db: None) -> User:
    return somebody("Ada")


@pytest.fixture
def dot(db: None) -> User:
    return somebody("Dot", Role.SUPPORT)


def test_approved_applicant_sells_and_everything_is_written_down(ada: User, dot: User) -> None:
    application = applied(ada)

    approve_application(application_id=application.public_id, by_id=dot.pk, reason="Fine work", now=LATER)

    assert (state_of(application), roles_of(ada)) == ("approved", ["seller"])
    assert letters_to(ada) == ["application_received", "application_approved"]
    assert RoleChange.objects.values_list("person", "by", "reason").get() == (ada.pk, dot.pk, application.public_id)
    entry = StaffAction.objects.get()
    assert (entry.staff_id, entry.action, entry.target) == (dot.pk, "application_approved", application.public_id)


def test_declined_applicant_is_told_why_and_may_ask_again_after_thirty_days(ada: User, dot: User) -> None:
    application = applied(ada)
    decline_application(application_id=application.public_id, by_id=dot.pk, reason=" Nothing to see yet ", now=LATER)
    application.refresh_from_db()

    with assert_refused(TooSoon) as refused:
        applied(ada, LATER + WAIT - timedelta(seconds=1))
    again = applied(ada, LATER + WAIT)

    assert (application.reason, roles_of(ada)) == ("Nothing to see yet", [])
    assert refused.value.extra == {"again_at": (LATER + WAIT).isoformat()}
    assert (state_of(again), again.pk == application.pk) == ("applied", False)


def test_applicant_asked_for_changes_answers_with_the_same_application(ada: User, dot: User) -> None:
    application = applied(ada)
    request_changes(application_id=application.public_id, by_id=dot.pk, reason="Show us one", now=LATER)

    facts = {**SELLS, "links": ["https://example.org/one"]}
    again = apply_for_role(person_id=ada.pk, role=Role.SELLER, facts=facts, now=LATER + timedelta(hours=1))

    assert (again.pk, state_of(again), again.facts["links"]) == (application.pk, "applied", ["https://example.org/one"])
    assert again.reason == ""
    assert letters_to(ada) == ["application_received", "application_changes", "application_received"]


def test_withdrawn_application_can_be_asked_anew_at_once(ada: User) -> None:
    application = applied(ada)

    withdraw_application(person_id=ada.pk, application_id=application.public_id, now=LATER)
    again = applied(ada, LATER)

    assert (state_of(application), state_of(again)) == ("withdrawn", "applied")
    assert letters_to(ada) == ["application_received", "application_withdrawn", "application_received"]


def test_second_application_waits_for_the_first_and_who_sells_asks_no_more(ada: User, dot: User) -> None:
    application = applied(ada)
    with assert_refused(AlreadyApplied):
        applied(ada)
    approve_application(application_id=application.public_id, by_id=dot.pk, reason="", now=LATER)

    with assert_refused(RoleHeld):
        applied(ada)


def test_the_database_itself_holds_one_open_application_and_no_decision_on_ones_own(ada: User) -> None:
    application = applied(ada)

    with pytest.raises(IntegrityError, match="nobody_decides_their_own"):
        RoleApplication.objects.filter(pk=application.pk).update(decided_by=ada)


def test_affiliate_who_accepts_the_terms_is_one_at_once_and_old_terms_are_refused(ada: User) -> None:
    with assert_refused(FactsIncomplete):
        apply_for_role(person_id=ada.pk, role=Role.AFFILIATE, facts={"terms": "1999-01"}, now=NOW)

    done = apply_for_role(person_id=ada.pk, role=Role.AFFILIATE, facts={"terms": TERMS}, now=NOW)

    assert (state_of(done), roles_of(ada)) == ("approved", ["affiliate"])
    assert letters_to(ada) == ["application_approved"]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"what": "Things"}, ["what"]),
        ({"links": ["javascript:alert(1)"]}, ["links"]),
        ({"links": ["https://example.org/"] * 6}, ["links"]),
        ({"country": "Italy"}, ["country"]),
        ({"roles": ["admin"]}, ["roles"]),
        ({"what": None, "country": ""}, ["country", "what"]),
    ],
)
def test_facts_that_do_not_fit_are_named(ada: User, wrong: dict[str, Any], fields: list[str]) -> None:
    with assert_refused(FactsIncomplete) as refused:
        apply_for_role(person_id=ada.pk, role=Role.SELLER, facts={**SELLS, **wrong}, now=NOW)

    assert refused.value.extra == {"fields": fields}


@pytest.mark.parametrize("role", [Role.SUPPORT, Role.ADMIN])
def test_nobody_applies_to_be_staff(ada: User, role: Role) -> None:
    with assert_refused(NotFound):
        apply_for_role(person_id=ada.pk, role=role, facts=SELLS, now=NOW)


@pytest.mark.django_db
def test_guests_do_not_apply() -> None:
    guest = User.objects.create_guest(name="Cyd")

    with assert_refused(NotFound):
        applied(guest)


@pytest.mark.parametrize("decide", [approve_application, decline_application, request_changes])
def test_cyd_decides_nothing_and_staff_nothing_of_their_own(ada: User, dot: User, decide: Any) -> None:
    cyd, theirs, own = somebody("Cyd"), applied(ada), applied(dot)

    with assert_refused(NotFound):
        decide(application_id=theirs.public_id, by_id=cyd.pk, reason="Because", now=LATER)
    with assert_refused(NotYourOwnApplication):
        decide(application_id=own.public_id, by_id=dot.pk, reason="Because", now=LATER)
    with assert_refused(NotFound):
        withdraw_application(person_id=cyd.pk, application_id=theirs.public_id, now=LATER)
    assert not StaffAction.objects.exists()


@pytest.mark.parametrize("decide", [decline_application, request_changes])
def test_no_and_not_yet_need_a_reason(ada: User, dot: User, decide: Any) -> None:
    application = applied(ada)

    with assert_refused(ReasonMissing):
        decide(application_id=application.public_id, by_id=dot.pk, reason=" \n", now=LATER)


@pytest.mark.parametrize("end", [State.APPROVED, State.DECLINED, State.WITHDRAWN])
def test_what_has_ended_is_decided_by_nobody(ada: User, dot: User, end: State) -> None:
    application = applied(ada)
    RoleApplication.objects.filter(pk=application.pk).update(state=end, decided_at=NOW)

    for decide in (approve_application, decline_application, request_changes):
        with assert_refused(WrongState) as refused:
            decide(application_id=application.public_id, by_id=dot.pk, reason="Because", now=LATER)
        assert refused.value.extra == {"state": end}
    with assert_refused(WrongState):
        withdraw_application(person_id=ada.pk, application_id=application.public_id, now=LATER)


@pytest.mark.parametrize(
    "broken",
    [
        {State.APPLIED: frozenset({State.APPROVED})},
        {State.APPLIED: frozenset({State.CHANGES_REQUESTED})},
        {State.DECLINED: frozenset({State.DECLINED})},
    ],
)
def test_a_graph_with_states_that_nobody_reaches_or_leaves_is_refused(broken: dict[State, frozenset[State]]) -> None:
    check(NEXT)

    with pytest.raises(GraphIsBroken):
        check({**NEXT, **broken})


@pytest.mark.django_db(transaction=True)
def test_of_two_of_staff_who_decide_at_once_one_does() -> None:
    ada, staff = somebody("Ada"), [somebody("Dot", Role.SUPPORT), somebody("Eve", Role.ADMIN)]
    application = applied(ada)

    def decide(number: int) -> str:
        deciding = approve_application if number else decline_application
        try:
            deciding(application_id=application.public_id, by_id=staff[number].pk, reason="Because", now=LATER)
        except Refusal as refusal:
            return refusal.code
        return "done"

    done = race(decide, runners=2)

    assert sorted(done) == ["WrongState", "done"]
    assert roles_of(ada) == (["seller"] if done[1] == "done" else [])
    assert StaffAction.objects.count() == 1
    assert len(letters_to(ada)) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_applications_at_once_one_is_kept() -> None:
    ada = somebody("Ada")

    def apply(number: int) -> str:
        try:
            return str(applied(ada).state)
        except Refusal as refusal:
            return refusal.code

    assert sorted(race(apply, runners=2)) == ["AlreadyApplied", "applied"]
    assert (RoleApplication.objects.count(), letters_to(ada)) == (1, ["application_received"])

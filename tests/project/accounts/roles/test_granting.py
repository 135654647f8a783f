"""Roles come and go by somebody else's decision, and leave a trail that nobody changes."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from project.accounts import endings
from project.accounts.models import Role, RoleChange, User
from project.accounts.roles.actions import LastAdmin, NotYourOwnRole, RoleNotYours, grant_role, revoke_role
from project.accounts.roles.queries import granted_at
from project.base.errors import NotFound, Refusal
from tests.project.accounts.roles.people import NOW, assert_refused, somebody
from tests.realtime.race import race


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The people whose sockets were told to ask again."""
    people: list[int] = []
    monkeypatch.setattr(endings, "ask_person_again_later", lambda *, user_id: people.append(user_id))
    return people


@pytest.mark.django_db
def test_granted_role_is_on_the_row_in_the_trail_and_told_to_open_sockets(told: list[int]) -> None:
    ada, dot = somebody("Ada"), somebody("Dot", Role.SUPPORT)

    granted = grant_role(person_id=ada.pk, role=Role.SELLER, by_id=dot.pk, reason="A real shop", now=NOW)

    ada.refresh_from_db()
    assert (granted, ada.roles, ada.is_staff) == (True, ["seller"], False)
    assert (granted_at(ada.pk, Role.SELLER), granted_at(dot.pk, Role.SELLER)) == (NOW, None)
    trail = list(RoleChange.objects.values_list("person", "role", "kind", "by", "reason"))
    assert trail == [(ada.pk, "seller", "granted", dot.pk, "A real shop")]
    assert told == [ada.pk]


@pytest.mark.django_db
def test_granting_and_revoking_twice_leaves_one_line_each(told: list[int]) -> None:
    ada, dot = somebody("Ada"), somebody("Dot", Role.SUPPORT)
    deciding: dict[str, Any] = {"person_id": ada.pk, "role": Role.SELLER, "by_id": dot.pk, "reason": "", "now": NOW}

    done = [grant_role(**deciding), grant_role(**deciding), revoke_role(**deciding), revoke_role(**deciding)]

    assert done == [True, False, True, False]
    assert list(RoleChange.objects.values_list("kind", flat=True)) == ["granted", "revoked"]
    assert (granted_at(ada.pk, Role.SELLER), len(told)) == (None, 2)


@pytest.mark.django_db
def test_role_of_staff_makes_staff_and_the_last_of_them_unmakes_it() -> None:
    ada, eve = somebody("Ada"), somebody("Eve", Role.ADMIN)

    grant_role(person_id=ada.pk, role=Role.SUPPORT, by_id=eve.pk, reason="", now=NOW)
    ada.refresh_from_db()
    was_staff = ada.is_staff
    revoke_role(person_id=ada.pk, role=Role.SUPPORT, by_id=eve.pk, reason="", now=NOW)

    ada.refresh_from_db()
    assert (was_staff, ada.is_staff, ada.roles) == (True, False, [])


@pytest.mark.django_db
def test_nobody_grants_themselves_not_even_an_admin() -> None:
    eve = somebody("Eve", Role.ADMIN)

    with assert_refused(NotYourOwnRole):
        grant_role(person_id=eve.pk, role=Role.SELLER, by_id=eve.pk, reason="", now=NOW)


@pytest.mark.django_db
def test_cyd_and_former_staff_grant_nothing_and_support_makes_no_staff() -> None:
    ada, cyd, dot = somebody("Ada"), somebody("Cyd"), somebody("Dot", Role.SUPPORT)
    gone = somebody("Gone", Role.ADMIN, is_active=False)

    for by in (cyd, gone):
        with assert_refused(RoleNotYours):
            grant_role(person_id=ada.pk, role=Role.SELLER, by_id=by.pk, reason="", now=NOW)
    for role in (Role.SUPPORT, Role.ADMIN):
        with assert_refused(RoleNotYours):
            grant_role(person_id=ada.pk, role=role, by_id=dot.pk, reason="", now=NOW)


@pytest.mark.django_db
def test_guests_and_people_who_are_gone_are_given_no_role() -> None:
    dot, gone = somebody("Dot", Role.SUPPORT), somebody("Gone", is_active=False)
    guest = User.objects.create_guest(name="Cyd")

    for person_id in (guest.pk, gone.pk, 0):
        with assert_refused(NotFound):
            grant_role(person_id=person_id, role=Role.SELLER, by_id=dot.pk, reason="", now=NOW)


@pytest.mark.django_db
def test_last_admin_stays_and_may_give_it_up_once_there_is_another() -> None:
    eve, fay = somebody("Eve", Role.ADMIN), somebody("Fay")
    with assert_refused(LastAdmin):
        revoke_role(person_id=eve.pk, role=Role.ADMIN, by_id=eve.pk, reason="", now=NOW)
    grant_role(person_id=fay.pk, role=Role.ADMIN, by_id=eve.pk, reason="", now=NOW)

    assert revoke_role(person_id=eve.pk, role=Role.ADMIN, by_id=eve.pk, reason="", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_send_each_other_away_at_once_one_stays() -> None:
    pair = [somebody("Eve", Role.ADMIN), somebody("Fay", Role.ADMIN)]

    def send_away(number: int) -> object:
        try:
            ids = pair[number].pk, pair[1 - number].pk
            return revoke_role(person_id=ids[0], role=Role.ADMIN, by_id=ids[1], reason="", now=NOW)
        except Refusal as refusal:
            return refusal.code

    done = race(send_away, runners=2)

    assert done in ([True, "RoleNotYours"], ["RoleNotYours", True])
    assert User.objects.filter(roles__contains=["admin"]).count() == 1


@pytest.mark.django_db
def test_the_trail_is_refused_every_change_but_a_person_who_is_forgotten() -> None:
    ada, dot = somebody("Ada"), somebody("Dot", Role.SUPPORT)
    grant_role(person_id=ada.pk, role=Role.SELLER, by_id=dot.pk, reason="A real shop", now=NOW)

    for change in ({"reason": "Bribed"}, {"kind": "revoked"}, {"by": ada}):
        with pytest.raises(DatabaseError), transaction.atomic():
            RoleChange.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        RoleChange.objects.all().delete()
    ada.delete()

    kept = RoleChange.objects.get()
    assert (kept.person_id, kept.by_id, kept.reason) == (None, dot.pk, "A real shop")

"""What staff did is written down for good."""

import pytest
from django.db import DatabaseError, connection, transaction

from project.accounts.audit.actions import record
from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.base import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> StaffAction:
    ada = User.objects.create_user("ada@example.org", roles=["admin"], is_staff=True)
    return record(staff_id=ada.pk, action="person_suspended", target="usr_ben", facts={"why": "x"}, now=clock.now())


def test_an_entry_cannot_be_changed(entry: StaffAction) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        StaffAction.objects.update(action="nothing")

    assert StaffAction.objects.get().action == "person_suspended"


def test_an_entry_cannot_be_deleted(entry: StaffAction) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()

    assert StaffAction.objects.count() == 1


def test_whoever_did_it_cannot_be_deleted_from_under_it(entry: StaffAction) -> None:
    with transaction.atomic():
        User.objects.all().delete()
        with pytest.raises(DatabaseError, match="foreign key"):
            connection.check_constraints()
        transaction.set_rollback(True)

    assert User.objects.filter(pk=entry.staff_id).exists()


def test_an_entry_of_what_did_not_happen_is_none(entry: StaffAction) -> None:
    with transaction.atomic():
        record(staff_id=entry.staff_id, action="x", target="y", facts={}, now=clock.now())
        transaction.set_rollback(True)

    assert StaffAction.objects.count() == 1

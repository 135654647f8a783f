"""Two of staff who act at once: one is first, and the other finds what is left."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from project.accounts.audit.models import StaffAction
from project.accounts.models import User
from project.accounts.oversight import suspend_person
from project.base import clock
from project.base.errors import Refusal
from tests.frontend.desk.staff import member

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def race(*deeds: tuple[User, User]) -> list[str]:
    """Let each of the first suspend each of the second at the same moment; tells how it went for each."""
    ready = Barrier(len(deeds))

    def act(by: User, person: User) -> str:
        try:
            ready.wait(timeout=10)
            suspend_person(person_id=person.pk, staff_id=by.pk, reason="At once", now=clock.now())
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(lambda deed: act(*deed), deeds))


def test_two_admins_who_suspend_each_other_leave_one() -> None:
    ada, eve = member("Ada", "admin"), member("Eve", "admin")

    assert race((ada, eve), (eve, ada)) == ["NotFound", "done"]

    assert User.objects.filter(is_active=True, roles__contains=["admin"]).count() == 1
    assert StaffAction.objects.count() == 1


def test_two_who_suspend_the_same_person_do_it_once() -> None:
    ada, sue, ben = member("Ada", "admin"), member("Sue", "support"), member("Ben")

    assert race((ada, ben), (sue, ben)) == ["SuspendedAlready", "done"]

    assert StaffAction.objects.count() == 1

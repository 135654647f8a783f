"""A role that comes or goes reaches open sockets: they resume at once, as who they are by then."""

import time
from datetime import timedelta

import pytest

from project.accounts.models import Role, User
from project.accounts.roles.actions import grant_role, revoke_role
from project.accounts.security.policy import GRACE
from project.base import clock
from realtime.models import EventRow
from tests.project.accounts.roles.people import applied, somebody
from tests.realtime.conftest import cookie_of
from tests.realtime.race import race
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
DESK = "applications.desk"


def test_staff_who_is_none_any_more_is_off_the_desk_before_the_next_application(direct: Site) -> None:
    dot, eve = somebody("Dot", Role.SUPPORT), somebody("Eve", Role.ADMIN)
    cookie = cookie_of(dot)
    with Speaker(direct, cookie=cookie) as desk:
        assert desk.subscribe(DESK)["snapshot"] == {"waiting": 0}
        began = time.monotonic()
        revoke_role(person_id=dot.pk, role=Role.SUPPORT, by_id=eve.pk, reason="", now=clock.now())
        _bye, code = desk.ending()
        took = time.monotonic() - began
    applied(somebody("Ada"), clock.now())

    with Speaker(direct, cookie=cookie) as again:
        answer = again.subscribe(DESK)

    assert code == 4200
    assert took < 5
    assert (answer["type"], answer["code"]) == ("error", "forbidden")


def test_new_staff_resumes_as_staff_without_signing_in_again(direct: Site) -> None:
    ada, eve = somebody("Ada"), somebody("Eve", Role.ADMIN)
    cookie = cookie_of(ada)
    with Speaker(direct, cookie=cookie) as socket:
        assert socket.subscribe(DESK)["code"] == "forbidden"
        grant_role(person_id=ada.pk, role=Role.SUPPORT, by_id=eve.pk, reason="", now=clock.now())
        assert socket.ending()[1] == 4200

    with Speaker(direct, cookie=cookie) as again:
        assert again.subscribe(DESK)["snapshot"] == {"waiting": 0}


def test_staff_whose_factor_is_overdue_hears_nothing_of_the_desk(direct: Site) -> None:
    dot = somebody("Dot", Role.SUPPORT)
    User.objects.filter(pk=dot.pk).update(created_at=clock.now() - GRACE[Role.SUPPORT] - timedelta(minutes=1))

    with Speaker(direct, cookie=cookie_of(dot)) as desk:
        assert desk.subscribe(DESK)["code"] == "forbidden"


def test_role_that_went_in_silence_is_found_at_the_next_check(hurried: Site) -> None:
    dot = somebody("Dot", Role.SUPPORT)
    with Speaker(hurried, cookie=cookie_of(dot)) as desk:
        desk.subscribe(DESK)
        User.objects.filter(pk=dot.pk).update(roles=[], is_staff=False)

        assert desk.ending()[1] == 4200


def test_ada_hears_of_her_application_and_cyd_does_not(direct: Site) -> None:
    ada, cyd = somebody("Ada"), somebody("Cyd")
    topic = f"person.{ada.public_id}"
    with Speaker(direct, cookie=cookie_of(ada)) as own, Speaker(direct, cookie=cookie_of(cyd)) as strange:
        assert own.subscribe(topic)["snapshot"]["standing"]["applications"] == {}
        assert strange.subscribe(topic)["code"] == "forbidden"
        one = applied(ada, clock.now())

        heard = own.hear("event")
        assert strange.silent()

    assert heard["data"]["standing"]["applications"] == {
        "seller": {"id": one.public_id, "state": "applied", "reason": ""}
    }


def test_changes_of_one_person_at_once_are_all_told() -> None:
    ada, staff = somebody("Ada"), somebody("Eve", Role.ADMIN)
    roles = [Role.SELLER, Role.CONSIDERER, Role.AFFILIATE]

    def grant(number: int) -> bool:
        return grant_role(person_id=ada.pk, role=roles[number], by_id=staff.pk, reason="", now=clock.now())

    assert race(grant, runners=3) == [True] * 3
    newest = EventRow.objects.filter(topic__name=f"person.{ada.public_id}").latest("seq").frame
    assert all(f'"{role}"' in newest for role in roles)

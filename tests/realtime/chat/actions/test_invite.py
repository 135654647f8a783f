"""Links into rooms: good for a while, so many times, until they are withdrawn."""

from datetime import timedelta

import pytest

from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.actions.expiry import forget_expired
from realtime.chat.actions.invite import InvitationNotGood
from realtime.chat.models import Invitation, Member, Room
from realtime.chat.refusals import BannedHere, ModeratorsOnly, NameNeeded
from tests.realtime.chat.room import NOON, after, assert_refused, do, member_called, open_room, put_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    """Owns the room."""
    return member_called("Ada")


@pytest.fixture
def room(ada: Visitor) -> Room:
    """Private."""
    return open_room(ada, kind="private")


def link(who: Visitor, room: Room, *, hours: int = 1, uses: int = 2) -> str:
    """A code that leads into the room."""
    life = timedelta(hours=hours)
    return actions.create_invitation(visitor=who, room=room.public_id, now=NOON, life=life, uses=uses)


def accept(who: Visitor, code: str, seconds: float = 0) -> Room:
    """Enter by it."""
    return actions.accept_invitation(visitor=who, code=code, now=after(seconds))


def test_a_link_lets_in_as_many_as_it_says(room: Room, ada: Visitor) -> None:
    code = link(ada, room)
    accept(member_called("Ben"), code)
    accept(member_called("Cyd"), code)

    with assert_refused(InvitationNotGood):
        accept(member_called("Dan"), code)

    room.refresh_from_db()
    assert room.member_count == 3


def test_who_is_in_uses_nothing_up(room: Room, ada: Visitor) -> None:
    code = link(ada, room)

    assert accept(ada, code) == room
    assert Invitation.objects.get().uses_left == 2


def test_a_link_ends_with_its_time_or_when_it_is_withdrawn(room: Room, ada: Visitor) -> None:
    first, second, ben = link(ada, room), link(ada, room), member_called("Ben")

    with assert_refused(InvitationNotGood):
        accept(ben, first, 3600)
    actions.withdraw_invitations(visitor=ada, room=room.public_id)
    with assert_refused(InvitationNotGood):
        accept(ben, second)


def test_a_code_is_kept_nowhere(room: Room, ada: Visitor) -> None:
    code = link(ada, room)

    kept = Invitation.objects.get()
    assert code not in {str(value) for value in vars(kept).values()}
    with assert_refused(InvitationNotGood):
        accept(member_called("Ben"), kept.code_digest)


def test_moderators_alone_make_links_and_none_into_direct_rooms(room: Room, ada: Visitor) -> None:
    ben = member_called("Ben")
    put_in(room, ben)
    direct = actions.open_direct(visitor=ada, people=[ben.public_id or ""], now=NOON)

    with assert_refused(ModeratorsOnly):
        link(ben, room)
    with assert_refused(ModeratorsOnly):
        link(ada, direct)


def test_no_link_lets_in_the_banned_or_the_nameless(room: Room, ada: Visitor) -> None:
    code, ben = link(ada, room), member_called("Ben")
    put_in(room, ben)
    do(room, ben, "ban")

    with assert_refused(BannedHere):
        accept(ben, code)
    with assert_refused(NameNeeded):
        accept(Visitor(), code)


def test_who_left_comes_back_by_a_link(room: Room, ada: Visitor) -> None:
    ben = member_called("Ben")
    put_in(room, ben)
    actions.leave_room(visitor=ben, room=room.public_id, now=NOON)

    accept(ben, link(ada, room))

    assert Member.objects.get(room=room, person=ben.person_id or 0).state == "in"


def test_old_links_are_forgotten(room: Room, ada: Visitor) -> None:
    link(ada, room, hours=1)
    link(ada, room, hours=3)

    forget_expired(now=after(7200))

    assert Invitation.objects.count() == 1

"""Measures of moderators: on whom, what they change, and what the log keeps."""

import pytest
from django.db import DatabaseError, connection, transaction

from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.chat.actions.moderate import AddressUnknown, NotBelowYou, NotInTheRoom
from realtime.chat.actions.rooms import UnknownPerson
from realtime.chat.models import AddressBan, Member, ModerationEntry, Room
from realtime.chat.queries.moderation import log_of
from realtime.chat.refusals import BannedHere, ModeratorsOnly, MutedHere, OwnersOnly, UnknownRoom
from tests.realtime.chat.room import (
    NOON,
    after,
    assert_refused,
    do,
    guest_called,
    heads,
    member_called,
    open_room,
    put_in,
    say,
    visitor_of_owner,
)

pytestmark = pytest.mark.django_db
MEASURES = ("mute", "unmute", "ban", "unban", "remove", "owner", "moderator", "member")


@pytest.fixture
def room() -> Room:
    """Ada's, open to all."""
    return open_room(member_called("Ada"))


@pytest.fixture
def mo(room: Room) -> Visitor:
    """A moderator."""
    mo = member_called("Mo")
    put_in(room, mo, role="moderator")
    return mo


@pytest.fixture
def ben(room: Room) -> Visitor:
    """A member."""
    ben = member_called("Ben")
    put_in(room, ben)
    return ben


def test_the_muted_read_on_and_write_again_when_it_is_over(room: Room, mo: Visitor, ben: Visitor) -> None:
    do(room, ben, "mute", by=mo, minutes=10)

    with assert_refused(MutedHere, until="2026-11-21T12:10:00.000Z"):
        say(room, ben, now=after(599))
    say(room, ben, now=after(600))

    do(room, ben, "mute", by=mo, minutes=10, now=after(600))
    do(room, ben, "unmute", by=mo, now=after(601))
    say(room, ben, now=after(602))


def test_a_ban_ends_by_another_measure_alone(room: Room, mo: Visitor, ben: Visitor) -> None:
    do(room, ben, "ban", by=mo)
    with assert_refused(BannedHere):
        say(room, ben, now=after(1e7))

    do(room, ben, "unban", by=mo)
    say(room, ben, now=after(1e7))

    assert Member.objects.get(room=room, person=ben.person_id or 0).state == "in"


def test_somebody_who_only_looks_in_can_be_banned(room: Room, mo: Visitor) -> None:
    cyd = member_called("Cyd")

    do(room, cyd, "ban", by=mo)

    with assert_refused(BannedHere):
        say(room, cyd)


@pytest.mark.parametrize("action", ["unmute", "unban", "remove"])
def test_a_measure_that_changes_nothing_leaves_no_trace(room: Room, mo: Visitor, action: str) -> None:
    cyd, told = member_called("Cyd"), heads()

    do(room, cyd, action, by=mo)

    assert heads() == told
    assert not Member.objects.filter(person=cyd.person_id or 0).exists()
    assert not ModerationEntry.objects.filter(action=action).exists()


def test_the_removed_come_back_where_it_is_open_and_not_where_it_is_private(mo: Visitor, ben: Visitor) -> None:
    ada = member_called("Ada")
    private, public = open_room(ada, kind="private"), open_room(ada)
    put_in(private, ben)
    put_in(public, ben)

    for room in (private, public):
        do(room, ben, "remove")

    say(public, ben)
    with assert_refused(UnknownRoom):
        say(private, ben)


@pytest.mark.parametrize("action", MEASURES)
def test_members_and_strangers_take_no_measures(room: Room, mo: Visitor, ben: Visitor, action: str) -> None:
    for who in (ben, member_called("Cyd"), Visitor()):
        with assert_refused(ModeratorsOnly):
            do(room, mo, action, by=who)


@pytest.mark.parametrize("action", MEASURES)
def test_moderators_act_on_members_alone(room: Room, mo: Visitor, action: str) -> None:
    other = member_called("Mia")
    put_in(room, other, role="moderator")

    for whom in (mo, other, visitor_of_owner(room)):
        with assert_refused(NotBelowYou):
            do(room, whom, action, by=mo)


def test_owners_alone_name_owners_and_moderators(room: Room, mo: Visitor, ben: Visitor) -> None:
    with assert_refused(OwnersOnly):
        do(room, ben, "moderator", by=mo)
    do(room, mo, "member")
    with assert_refused(NotInTheRoom):
        do(room, member_called("Cyd"), "moderator")
    with assert_refused(UnknownPerson):
        do(room, Visitor(public_id="usr_nobody"), "ban")

    assert Member.objects.get(room=room, person=mo.person_id or 0).role == "member"


def test_who_is_banned_is_no_moderator_afterwards(room: Room, mo: Visitor) -> None:
    do(room, mo, "ban")
    do(room, mo, "unban")

    with assert_refused(ModeratorsOnly):
        do(room, member_called("Cyd"), "ban", by=mo)


def test_an_address_is_known_of_guests_who_wrote_alone(room: Room, ben: Visitor) -> None:
    say(room, ben, address="203.0.113.9")

    with assert_refused(AddressUnknown):
        do(room, ben, "ban", by_address=True)

    assert not AddressBan.objects.exists()


def test_lifting_a_guests_ban_opens_their_address(room: Room) -> None:
    guest = guest_called("Gus")
    say(room, guest, address="203.0.113.9")
    do(room, guest, "ban", by_address=True)

    do(room, guest, "unban")

    say(room, guest, address="203.0.113.9")


def test_the_log_says_who_did_what_to_whom_and_why(room: Room, mo: Visitor, ben: Visitor) -> None:
    do(room, ben, "mute", by=mo, reason="Shouting")

    assert log_of(room)["entries"][0] == {
        "action": "mute",
        "actor": {"id": mo.public_id, "name": "Mo"},
        "whom": {"id": ben.public_id, "name": "Ben"},
        "message": None,
        "reason": "Shouting",
        "excerpt": "",
        "at": "2026-11-21T12:00:00.000Z",
    }
    assert log_of(room)["filtered"] == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE chat_moderationentry SET reason = 'Nothing'",
        "UPDATE chat_moderationentry SET action = 'unban'",
        "DELETE FROM chat_moderationentry",
    ],
)
def test_the_database_lets_nobody_rewrite_the_log(room: Room, ben: Visitor, change: str) -> None:
    do(room, ben, "ban", reason="Spam")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert ModerationEntry.objects.get(action="ban").reason == "Spam"


def test_a_guest_in_the_log_may_become_somebody_else(room: Room) -> None:
    guest, ben = guest_called("Gus"), User.objects.create_user("merged@example.org", display_name="Ben")
    do(room, guest, "mute")

    ModerationEntry.objects.filter(whom=guest.person_id or 0).update(whom=ben)

    assert ModerationEntry.objects.get(action="mute").whom == ben


def test_everybody_in_the_room_hears_of_a_measure_and_its_person_in_their_inbox(room: Room, ben: Visitor) -> None:
    before = heads()

    do(room, ben, "ban", now=NOON)

    told = {topic for topic, count in heads().items() if count > before.get(topic, 0)}
    assert told == {f"chat.{room.public_id}", f"inbox.{ben.public_id}"}

"""Sending: once, in order, in few statements, and only what the room lets its people say."""

from collections.abc import Callable
from functools import partial

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base import limits
from realtime.chat import actions
from realtime.chat.actions import Change
from realtime.chat.actions.drafts import EmptyMessage, MessageTooLong, TooManyMessages
from realtime.chat.actions.filtering import WordNotAllowed
from realtime.chat.actions.send import ClientMessageIdReused, SlowMode, UnknownFile
from realtime.chat.models import Attachment, FilteredMessage, Member, Mention, Message, Room
from realtime.chat.queries.messages import newest_of
from realtime.chat.refusals import AddressBannedHere, NameNeeded, UnknownMessage
from realtime.models import EventRow
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
    row,
    say,
)

pytestmark = pytest.mark.django_db
ID = "client-0001"


@pytest.fixture
def ada() -> Visitor:
    """Owns the room."""
    return member_called("Ada")


@pytest.fixture
def room(ada: Visitor) -> Room:
    """Open to all."""
    return open_room(ada)


def events_of(room: Room) -> list[str]:
    """The names of what the room's history was told."""
    frames = EventRow.objects.filter(topic__name=f"chat.{room.public_id}").order_by("seq")
    return [frame.split('"name":"')[1].split('"')[0] for frame in frames.values_list("frame", flat=True)]


def test_a_message_is_what_everybody_sees(room: Room, ada: Visitor) -> None:
    sent = say(room, ada, "Hello **all** <script>", client_message_id=ID)

    room.refresh_from_db()
    assert newest_of(room)["messages"] == [sent]
    assert sent | {"id": "", "weight": 0} == {
        "id": "",
        "seq": 1,
        "ordinal": 1,
        "kind": "text",
        "author": {"id": ada.public_id, "name": "Ada"},
        "client_message_id": ID,
        "html": "<p>Hello <strong>all</strong> &lt;script&gt;</p>",
        "plain": "Hello all <script>",
        "thread": None,
        "replies": {"count": 0, "last_at": None},
        "quote": None,
        "mentions": [],
        "reactions": [],
        "files": [],
        "edited_at": None,
        "deleted": None,
        "weight": 0,
        "at": "2026-11-21T12:00:00.000Z",
    }


def test_the_same_id_with_the_same_words_is_the_same_message(room: Room, ada: Visitor) -> None:
    first = say(room, ada, client_message_id=ID)
    told = heads()

    again = say(room, ada, client_message_id=ID, now=after(60))

    assert again == first
    assert heads() == told


def test_the_same_id_is_the_same_message_even_after_an_edit(room: Room, ada: Visitor) -> None:
    first = say(room, ada, client_message_id=ID)
    edited = actions.edit_message(visitor=ada, message=first["id"], body="Better", now=after(5))

    assert say(room, ada, client_message_id=ID, now=after(60)) == edited


def test_the_same_id_with_other_words_is_refused(room: Room, ada: Visitor) -> None:
    say(room, ada, client_message_id=ID)

    with assert_refused(ClientMessageIdReused):
        say(room, ada, "Other words", client_message_id=ID)


def test_two_people_may_use_one_id(room: Room, ada: Visitor) -> None:
    ben = member_called("Ben")

    sent = [say(room, who, client_message_id=ID) for who in (ada, ben)]

    assert [message["seq"] for message in sent] == [1, 2]


def test_whoever_writes_in_an_open_room_joins_it_and_has_not_missed_what_was_said_before(room: Room) -> None:
    say(room, member_called("Ada"))
    guest = guest_called("Gus")

    say(room, guest, now=after(1))

    member = Member.objects.get(room=room, person=guest.person_id or 0)
    assert (member.state, member.role, member.read_count) == ("in", "member", 2)


def test_a_visitor_without_a_name_only_reads(room: Room) -> None:
    with assert_refused(NameNeeded):
        say(room, Visitor())


def test_an_answer_hangs_on_its_thread_and_an_answer_to_it_on_the_same(room: Room, ada: Visitor) -> None:
    root = say(room, ada, "Root")

    first = say(room, ada, "First", thread=root["id"], now=after(1))
    second = say(room, ada, "Second", thread=first["id"], now=after(2))

    assert first["thread"] == second["thread"] == root["id"]
    room.refresh_from_db()
    replies = newest_of(room)["messages"][0]["replies"]
    assert replies == {"count": 2, "last_at": "2026-11-21T12:00:02.000Z"}


def test_a_quote_shows_who_said_what(room: Room, ada: Visitor) -> None:
    said = say(room, ada, "*Never* again")

    quoting = say(room, member_called("Ben"), "Really?", quote=said["id"])

    assert quoting["quote"] == {"id": said["id"], "author": said["author"], "plain": "Never again"}


@pytest.mark.parametrize("field", ["thread", "quote"])
def test_what_is_in_another_room_cannot_be_answered_or_quoted(room: Room, ada: Visitor, field: str) -> None:
    elsewhere = say(open_room(ada, kind="private"), ada, "Secret")

    with assert_refused(UnknownMessage):
        say(room, ada, **{field: elsewhere["id"]})


def test_what_was_taken_back_cannot_be_quoted(room: Room, ada: Visitor) -> None:
    said = say(room, ada)
    actions.delete_message(visitor=ada, message=said["id"], now=after(1))

    with assert_refused(UnknownMessage):
        say(room, ada, quote=said["id"])


def test_members_are_mentioned_by_name_and_strangers_are_not(room: Room, ada: Visitor) -> None:
    ben, _cyd = member_called("Ben"), member_called("Cyd")
    put_in(room, ben)

    sent = say(room, ada, "@Ben meet @Cyd")

    assert sent["mentions"] == [ben.public_id]
    assert list(Mention.objects.values_list("person_id", flat=True)) == [ben.person_id]


def test_what_cannot_be_seen_is_no_message(room: Room, ada: Visitor) -> None:
    with assert_refused(EmptyMessage):
        say(room, ada, " \u200b\n ")


def test_names_that_make_a_body_too_long_are_refused(room: Room, ada: Visitor) -> None:
    with assert_refused(MessageTooLong):
        say(room, ada, "@Ada " * 700)


def test_the_longest_body_fits_an_event(room: Room, ada: Visitor) -> None:
    sent = say(room, ada, "🏀" * 4000)

    assert sent["weight"] < 32_000


def test_a_file_goes_with_one_message(room: Room, ada: Visitor) -> None:
    file = a_file(room, ada)

    sent = say(room, ada, "", files=[file.public_id])

    assert [shown["id"] for shown in sent["files"]] == [file.public_id]
    with assert_refused(UnknownFile):
        say(room, ada, "again", files=[file.public_id])


def test_the_file_of_somebody_else_or_another_room_is_refused(room: Room, ada: Visitor) -> None:
    files = [a_file(room, member_called("Ben")), a_file(open_room(ada), ada)]

    for file in files:
        with assert_refused(UnknownFile):
            say(room, ada, files=[file.public_id])


def a_file(room: Room, who: Visitor) -> Attachment:
    """A file that waits for its message."""
    uploader = User.objects.get(pk=who.person_id or 0)
    return Attachment.objects.create(
        room=room, uploader=uploader, kind="file", name="a.pdf", mime="application/pdf", bytes=3, created_at=NOON
    )


def test_slow_mode_makes_members_wait_and_moderators_not(room: Room, ada: Visitor) -> None:
    ben = member_called("Ben")
    actions.change_room(visitor=ada, room=room.public_id, change=Change(slow_seconds=30), now=NOON)
    say(room, ben)

    with assert_refused(SlowMode, wait_seconds=11):
        say(room, ben, now=after(19.5))
    say(room, ben, now=after(30))
    say(room, ada, now=after(30))
    say(room, ada, now=after(31))

    assert Message.objects.filter(room=room).count() == 4


def test_an_unwanted_word_is_held_back_and_kept_for_moderators(room: Room, ada: Visitor) -> None:
    actions.change_room(visitor=ada, room=room.public_id, change=Change(words=["spoiler"]), now=NOON)
    ben = member_called("Ben")

    with pytest.raises(WordNotAllowed) as refused:
        say(room, ben, "A **Sp0iler**!")
    say(room, ada, "No spoiler please", now=after(1))

    assert refused.value.extra == {"word": "spoiler"}
    kept = FilteredMessage.objects.get()
    assert (kept.author_id, kept.word, kept.excerpt) == (ben.person_id, "spoiler", "A Sp0iler!")
    assert [message.author_id for message in Message.objects.filter(kind="text")] == [ada.person_id]


def test_a_stranger_cannot_fill_the_filters_log() -> None:
    ada = member_called("Ada")
    room = open_room(ada, kind="private")
    actions.change_room(visitor=ada, room=room.public_id, change=Change(words=["spoiler"]), now=NOON)

    with pytest.raises(Exception, match="no such room"):
        say(room, member_called("Cyd"), "spoiler")

    assert not FilteredMessage.objects.exists()


def test_a_person_who_hurries_is_told_to_wait(room: Room, ada: Visitor, settings: LazySettings) -> None:
    settings.CHAT_PER_TEN_SECONDS = 3
    for _number in range(3):
        say(room, ada)

    with assert_refused(TooManyMessages) as refused:
        say(room, ada)

    assert 1 <= refused.value.extra["retry_after"] <= 10
    assert limits.rules()["chat"].amount == 3


def test_new_guests_from_a_banned_address_do_not_write_for_a_day(room: Room, ada: Visitor) -> None:
    spammer, member = guest_called("Spam"), member_called("Ben")
    say(room, spammer, address="203.0.113.9")
    do(room, spammer, "ban", by_address=True)

    with assert_refused(AddressBannedHere):
        say(room, guest_called("Spam again"), address="203.0.113.9", now=after(3600))

    say(room, guest_called("Gus"), address="203.0.113.10", now=after(3600))
    say(room, member, address="203.0.113.9", now=after(3600))
    say(room, guest_called("Later"), address="203.0.113.9", now=after(24 * 3600 + 1))


def test_a_room_is_told_of_message_thread_and_newcomer_in_one_publication(room: Room, ada: Visitor) -> None:
    root = say(room, ada)

    say(room, member_called("Ben"), "Aye", thread=root["id"], now=after(1))

    assert events_of(room) == ["message.posted", "message.posted", "message.replied", "member.changed"]


def statements(work: Callable[[], object]) -> int:
    """How many statements that takes, beginning and end of transactions aside."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        work()
    framing = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(framing) for query in asked.captured_queries)


def crowd(room: Room, size: int) -> None:
    """So many members more."""
    people = User.objects.bulk_create(
        User(email=f"{room.public_id}-{number}@example.org", display_name=f"Fan {number}") for number in range(size)
    )
    Member.objects.bulk_create(Member(room=room, person=one, joined_at=NOON, moved_at=NOON) for one in people)
    Room.objects.filter(pk=room.pk).update(member_count=size + 1, crowded=size >= 20)


def test_sending_costs_the_same_whatever_the_size_of_the_room(
    ada: Visitor, record_property: Callable[[str, object], None]
) -> None:
    counted = {}
    for size in (30, 300, 1000):
        room = open_room(ada)
        crowd(room, size)
        say(room, ada)
        counted[size] = statements(partial(say, room, ada, "Again"))

    record_property("statements a message, by members of the room", counted)
    assert counted == {30: 8, 300: 8, 1000: 8}


def test_in_a_small_room_each_inbox_is_one_statement_more(
    ada: Visitor, record_property: Callable[[str, object], None]
) -> None:
    counted = {}
    for size in (2, 19):
        room = open_room(ada)
        crowd(room, size)
        say(room, ada)
        counted[size + 1] = statements(partial(say, room, ada, "Again"))

    record_property("statements a message, by members of the room", counted)
    assert counted == {3: 11 + 3, 20: 11 + 20}


def test_the_longest_mention_list_costs_no_more_than_its_inboxes(ada: Visitor) -> None:
    room = open_room(ada)
    crowd(room, 300)
    names = " ".join(f"@Fan {number}," for number in range(20))
    first = say(room, ada, names)

    counted = statements(lambda: say(room, ada, names))

    assert (len(first["mentions"]), counted) == (20, 8 + 5 + 20)


def test_a_row_keeps_what_was_typed_for_its_author(room: Room, ada: Visitor) -> None:
    sent = say(room, ada, "Hello @Ada")

    assert row(sent).body == f"Hello @{ada.public_id}"

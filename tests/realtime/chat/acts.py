"""What really happens in rooms: random deeds of four people, of which the rules refuse many."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from project.accounts.merging import merge_guest
from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.chat import actions
from realtime.chat.actions import Change
from realtime.chat.models import Message, Room
from tests.realtime.chat.room import NOON, do, guest_called, member_called, open_room, put_in, say

BODIES = ("Ahoy", "Ahoy @Ben and @Mo", "*So* what", "x" * 3900, "<b>no</b>", "rude word", "")
EMOJI = ("👍", "🎉", "😂")
CHANGES = (
    Change(title="Pier"),
    Change(about="Boats"),
    Change(state="locked"),
    Change(state="open"),
    Change(state="archived"),
    Change(slow_seconds=5),
    Change(slow_seconds=0),
    Change(words=["rude"]),
    Change(words=[]),
)
MEASURES = ("mute", "unmute", "ban", "unban", "remove", "moderator", "member", "owner")
KINDS = (
    *("say", "reply", "quote", "edit", "delete", "react", "unreact", "change", "measure", "read", "notify"),
    *("join", "leave", "invite", "here", "gone", "direct", "become"),
)
small = st.integers(0, 7)
DEEDS = st.tuples(st.sampled_from(KINDS), small, small, small)
Deed = tuple[str, int, int, int]


@dataclass
class Scene:
    """A public, a private and a direct room, and one that the next member makes crowded."""

    people: list[Visitor]
    rooms: list[Room]
    now: datetime = NOON
    done: int = field(default=0)

    def act(self, deed: Deed) -> None:
        """Do it, some seconds later; what is refused changes nothing."""
        kind, who, where, what = deed
        self.now += timedelta(seconds=1 + 40 * (what % 3), milliseconds=what)
        with suppress(Refusal):
            getattr(self, f"_{kind}")(self.people[who % 4], self.rooms[where % len(self.rooms)], what)

    def _say(self, who: Visitor, room: Room, what: int) -> None:
        say(room, who, BODIES[what % len(BODIES)], now=self.now)

    def _reply(self, who: Visitor, room: Room, what: int) -> None:
        say(room, who, "An answer", now=self.now, thread=self._one(room, what).public_id)

    def _quote(self, who: Visitor, room: Room, what: int) -> None:
        say(room, who, "As they said", now=self.now, quote=self._one(room, what).public_id)

    def _edit(self, who: Visitor, room: Room, what: int) -> None:
        message, body = self._one(room, what).public_id, f"Rather {BODIES[what % len(BODIES)]}"
        actions.edit_message(visitor=who, message=message, body=body, now=self.now)

    def _delete(self, who: Visitor, room: Room, what: int) -> None:
        actions.delete_message(visitor=who, message=self._one(room, what).public_id, now=self.now)

    def _react(self, who: Visitor, room: Room, what: int) -> None:
        emoji = EMOJI[what % len(EMOJI)]
        actions.react(visitor=who, message=self._one(room, what).public_id, emoji=emoji, now=self.now)

    def _unreact(self, who: Visitor, room: Room, what: int) -> None:
        emoji = EMOJI[what % len(EMOJI)]
        actions.unreact(visitor=who, message=self._one(room, what).public_id, emoji=emoji, now=self.now)

    def _change(self, who: Visitor, room: Room, what: int) -> None:
        change = CHANGES[(what + self.done) % len(CHANGES)]
        self.done += 1
        actions.change_room(visitor=who, room=room.public_id, change=change, now=self.now)

    def _measure(self, who: Visitor, room: Room, what: int) -> None:
        whom = self.people[(what + self.done) % 4]
        self.done += 1
        do(room, whom, MEASURES[what % len(MEASURES)], by=who, now=self.now)

    def _read(self, who: Visitor, room: Room, what: int) -> None:
        actions.mark_read(visitor=who, room=room.public_id, seq=what * 2, now=self.now)

    def _notify(self, who: Visitor, room: Room, what: int) -> None:
        notify = ("all", "mentions", "nothing")[what % 3]
        actions.set_notify(visitor=who, room=room.public_id, notify=notify, now=self.now)

    def _join(self, who: Visitor, room: Room, what: int) -> None:
        actions.join_room(visitor=who, room=room.public_id, now=self.now)

    def _leave(self, who: Visitor, room: Room, what: int) -> None:
        actions.leave_room(visitor=who, room=room.public_id, now=self.now)

    def _invite(self, who: Visitor, room: Room, what: int) -> None:
        code = actions.create_invitation(visitor=who, room=room.public_id, now=self.now)
        actions.accept_invitation(visitor=self.people[what % 4], code=code, now=self.now)

    def _here(self, who: Visitor, room: Room, what: int) -> None:
        actions.note_seen(room=room.public_id, people=[who.person_id or 0], now=self.now)

    def _gone(self, who: Visitor, room: Room, what: int) -> None:
        self.now += timedelta(seconds=90)
        actions.note_departures(now=self.now)

    def _direct(self, who: Visitor, room: Room, what: int) -> None:
        others = [one.public_id or "" for one in self.people[: 2 + what % 3]]
        actions.open_direct(visitor=who, people=others, now=self.now)

    def _become(self, who: Visitor, room: Room, what: int) -> None:
        """A guest who takes part for a while turns out to be one of the four."""
        guest = guest_called("Gil")
        if room.kind == Room.Kind.DIRECT:
            room = actions.open_direct(visitor=guest, people=[self.people[what % 4].public_id or ""], now=self.now)
        with suppress(Refusal):
            actions.join_room(visitor=guest, room=room.public_id, now=self.now)
            say(room, self.people[(what + 1) % 4], "@Gil and @Ben, look", now=self.now)
            say(room, guest, "I am only a guest", now=self.now, quote=self._one(room, what).public_id)
            for one in (guest, who):
                actions.react(visitor=one, message=self._one(room, 0).public_id, emoji=EMOJI[0], now=self.now)
        merge_guest(guest_id=guest.person_id or 0, member_id=who.person_id or 0, now=self.now)

    def _one(self, room: Room, what: int) -> Message:
        """One of the newest messages; the room's notices are among them."""
        found = list(Message.objects.filter(room=room).order_by("-seq")[:8])
        return found[what % len(found)] if found else Message(public_id="msg_none")


def scene() -> Scene:
    """Ada owns three rooms, Mo moderates, Ben is a member, Cyd is not; Ada and Ben also talk alone."""
    people = ada, mo, ben, _cyd = [member_called(name) for name in ("Ada", "Mo", "Ben", "Cyd")]
    rooms = [open_room(ada), open_room(ada, kind="private"), open_room(ada)]
    for room in rooms:
        put_in(room, ben)
        put_in(room, mo, role="moderator")
    _fill(rooms[2], 17)
    rooms.append(actions.open_direct(visitor=ada, people=[ben.public_id or ""], now=NOON))
    return Scene(people=[*people], rooms=rooms)


def _fill(room: Room, more: int) -> None:
    names = [User(email=f"{room.public_id}-{number}@example.org", display_name="Crowd") for number in range(more)]
    crowd = User.objects.bulk_create(names)
    put_in(room, *[Visitor(person_id=one.pk, user_id=one.pk, public_id=one.public_id) for one in crowd])


def room_deeds(which: int) -> tuple[str, Any, st.SearchStrategy[Any]]:
    """The key of one room of a new scene, its deeds, and how to draw them: mostly of that room."""
    made = scene()
    here = st.tuples(st.sampled_from(KINDS), small, st.just(which), small)
    return made.rooms[which].public_id, made.act, here


def inbox_deeds() -> tuple[str, Any, st.SearchStrategy[Any]]:
    """The key of Ben's inbox, and deeds of everybody everywhere."""
    made = scene()
    return made.people[2].public_id or "", made.act, DEEDS

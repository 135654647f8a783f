"""The people of the access matrix and their rooms: everybody spoke before things became as they are."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.chat import actions
from realtime.chat.actions import Change
from realtime.chat.attached import AttachedKind, anyone, register_attachment
from realtime.chat.models import Member, Room
from tests.realtime.chat.room import do, member_called, open_room, put_in, say

PEOPLE = ("nobody", "stranger", "member", "muted", "former", "banned", "moderator", "owner")
ROOMS = ("public", "private", "direct", "attached", "locked", "archived")
# r: read what is there, w: write, m: moderate, o: own. Rows are rooms, columns are PEOPLE.
RIGHTS = {
    "public": ("r", "rw", "rw", "r", "rw", "", "rwm", "rwmo"),
    "private": ("", "", "rw", "r", "", "", "rwm", "rwmo"),
    "direct": ("", "", "rw", "", "", "", "", "rw"),
    "attached": ("r", "rw", "rw", "r", "rw", "", "rwm", "rwmo"),
    "locked": ("r", "r", "r", "r", "r", "", "rwm", "rwmo"),
    "archived": ("r", "r", "r", "r", "r", "", "rm", "rmo"),
}
LAMP = "lamp"


def register_lamps() -> None:
    """A kind of object that everybody may see, for rooms to stand beside."""
    register_attachment(AttachedKind(kind=LAMP, may_read=anyone, may_write=anyone))


@dataclass
class Stage:
    """One room and the eight people; `said` has a message of each who could, `root` has an old thread and a file."""

    room: Room
    cast: dict[str, Visitor]
    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    root: dict[str, Any] = field(default_factory=dict)
    file: str = ""
    report: int = 0

    def message_of(self, who: str) -> dict[str, Any]:
        """Their own message; the owner's where they have none."""
        return self.said.get(who, self.root)


def browser_of(visitor: Visitor) -> Client:
    """A browser, signed in as this person or as nobody."""
    browser = Client()
    if visitor.user_id is not None:
        browser.force_login(User.objects.get(pk=visitor.user_id))
    return browser


def set_stage(kind: str) -> Stage:
    """A room of this kind, talked in, and then everybody as their name says."""
    cast = {name: member_called(name.title()) for name in PEOPLE[1:]}
    cast["nobody"] = Visitor()
    stage = Stage(room=_room(kind, cast), cast=cast)
    for who in _inside(kind):
        stage.said[who] = say(stage.room, cast[who], f"{who} says kumquat", now=clock.now())
    stage.root = stage.said["owner"]
    say(stage.room, cast["owner"], "An answer", thread=stage.root["id"], now=clock.now())
    if kind != "direct":
        _let_it_happen(stage, kind)
    stage.room.refresh_from_db()
    return stage


def _inside(kind: str) -> tuple[str, ...]:
    return ("member", "owner") if kind == "direct" else ("member", "muted", "former", "banned", "moderator", "owner")


def _room(kind: str, cast: dict[str, Visitor]) -> Room:
    owner, now = cast["owner"], clock.now()
    if kind == "direct":
        return actions.open_direct(visitor=owner, people=[cast["member"].public_id or ""], now=now)
    if kind == "attached":
        register_lamps()
        room = actions.open_room_for(kind=LAMP, key=f"of-{owner.public_id}", title="Lamp", now=now)
        Member.objects.create(
            room=room, person=User.objects.get(public_id=owner.public_id), role="owner", joined_at=now, moved_at=now
        )
        Room.objects.filter(pk=room.pk).update(member_count=1)
    else:
        room = open_room(owner, kind="private" if kind == "private" else "public", now=now)
    put_in(room, *[cast[who] for who in _inside(kind) if who != "owner"], now=now)
    return room


def _let_it_happen(stage: Stage, kind: str) -> None:
    room, cast, now = stage.room, stage.cast, clock.now()
    do(room, cast["moderator"], "moderator", now=now)
    do(room, cast["muted"], "mute", minutes=600, now=now)
    do(room, cast["banned"], "ban", now=now)
    actions.leave_room(visitor=cast["former"], room=room.public_id, now=now)
    reported = actions.report_message(visitor=cast["member"], message=stage.root["id"], reason="Loud", now=now)
    stage.report = reported.pk
    if kind in {"locked", "archived"}:
        actions.change_room(visitor=cast["owner"], room=room.public_id, change=Change(state=kind), now=now)

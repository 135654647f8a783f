"""What the chat holds of a person: their copy of it, and what stays of them when they are deleted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from project.accounts.profiles.deletion.registry import DELETED_NAME, register_erasure
from project.accounts.profiles.exports.registry import leave_out, register_export
from realtime.chat.actions.entering import expel, keep
from realtime.chat.actions.members import changed
from realtime.chat.locking import to_milliseconds
from realtime.chat.models import (
    Attachment,
    FilteredMessage,
    Invitation,
    Member,
    Mention,
    Message,
    Reaction,
    Report,
    Room,
    Stay,
)
from realtime.chat.text import render
from realtime.chat.text.mentions import PERSON
from realtime.events import Event
from realtime.publish import publish

type Json = dict[str, Any]

BITE = 500


def register() -> None:
    """Tell the registries; called when Django is ready."""
    register_export(
        "chat",
        rows=_rows,
        covers=[
            f"chat.{name}"
            for name in ("Room", "Member", "Message", "Reaction", "Mention", "Attachment", "Report", "FilteredMessage")
        ],
        files=_files,
    )
    leave_out(["chat.Stay", "chat.Invitation"], because="lasts for minutes, or is a digest of a code that others hold")
    leave_out(["chat.ModerationEntry"], because="is the trail of a room's moderators, who decide about others")
    register_erasure(
        "chat",
        erase=erase,
        gone=_("Your place in rooms, reactions, and files that you never sent."),
        kept=_(
            "Your messages and the files in them, under “Deleted person”: conversations are also those of the others."
        ),
    )
    # Once nothing names them any more, so that what everybody hears of it does not either.
    register_erasure("chat rooms", erase=leave_rooms, gone="", is_last=True)


def erase(person_id: int, now: datetime) -> None:
    """Their messages keep their place, and name nobody."""
    for rows in (Stay, Reaction):
        rows.objects.filter(person_id=person_id).delete()
    Invitation.objects.filter(created_by_id=person_id).delete()
    FilteredMessage.objects.filter(author_id=person_id).delete()
    Report.objects.filter(reporter_id=person_id).update(reporter=None)
    # The sweep deletes the files of what was never sent, and then the rows.
    Attachment.objects.filter(uploader_id=person_id, message=None).update(
        created_at=datetime.min.replace(tzinfo=now.tzinfo)
    )
    _unname_mentions(person_id)


def leave_rooms(person_id: int, now: datetime) -> None:
    """Leave every room as people leave one: a room with people in it has an owner, and whoever looks on hears of it."""
    now, news = to_milliseconds(now), list[Event]()
    rows = Member.objects.filter(person_id=person_id, state=Member.State.IN).select_related("person")
    rooms = {
        room.pk: room for room in Room.objects.select_for_update().filter(pk__in=rows.values("room_id")).order_by("pk")
    }
    for member in rows.order_by("room_id"):
        room = rooms[member.room_id]
        heir = _heir_of(member)
        if heir is not None:
            heir.role = Member.Role.OWNER
            keep(heir, "role")
            news += changed(room, heir)
        expel(room, member, state=Member.State.LEFT, now=now)
        news += changed(room, member)
    Member.objects.filter(person_id=person_id).delete()
    if news:
        publish(*news, at=now)


def _heir_of(member: Member) -> Member | None:
    """Who owns the room next, None where somebody does or nobody is left: a moderator, or whoever came first."""
    others = Member.objects.filter(room_id=member.room_id, state=Member.State.IN).exclude(pk=member.pk)
    if member.role != Member.Role.OWNER or others.filter(role=Member.Role.OWNER).exists():
        return None
    # "moderator" sorts after "member".
    return others.select_related("person").order_by("-role", "joined_at", "pk").first()


def _unname_mentions(person_id: int) -> None:
    """Messages of others keep their words; the name in them is drawn anew."""
    mentions = Mention.objects.filter(person_id=person_id).select_related("message").order_by("pk")
    for mention in mentions.iterator(BITE):
        message = mention.message
        if message.deleted:
            continue
        people = {row.person.public_id: row.person for row in message.mentions.select_related("person")}
        names = {
            public_id: DELETED_NAME if person.pk == person_id else str(person) for public_id, person in people.items()
        }
        rendered = render(
            message.body, names={name: names[name] for name in PERSON.findall(message.body) if name in names}
        )
        Message.objects.filter(pk=message.pk).update(html=rendered.html, plain=rendered.text)


def _rows(person_id: int) -> Iterator[Json]:
    yield from _places(person_id)
    yield from _words(person_id)
    for reaction in Reaction.objects.filter(person_id=person_id).select_related("message").iterator():
        yield {"is": "reaction", "message": reaction.message.public_id, "emoji": reaction.emoji, "at": reaction.at}
    for mention in Mention.objects.filter(person_id=person_id).select_related("message").iterator():
        yield {"is": "mention of you", "message": mention.message.public_id}
    for file in Attachment.objects.filter(uploader_id=person_id).iterator():
        yield {"is": "file", "id": file.public_id, "name": file.name, "bytes": file.bytes, "at": file.created_at}


def _places(person_id: int) -> Iterator[Json]:
    for member in Member.objects.filter(person_id=person_id).select_related("room").iterator():
        told = {"room": member.room.public_id, "title": member.room.title, "role": member.role, "state": member.state}
        yield {"is": "membership", **told, "joined_at": member.joined_at}
    for room in Room.objects.filter(created_by_id=person_id).iterator():
        yield {"is": "room you opened", "room": room.public_id, "title": room.title, "at": room.created_at}


def _words(person_id: int) -> Iterator[Json]:
    own = Message.objects.filter(author_id=person_id, kind=Message.Kind.TEXT).select_related("room").order_by("pk")
    for message in own.iterator():
        told: Json = {"id": message.public_id, "room": message.room.public_id, "at": message.at, "body": message.body}
        yield {"is": "message", **told, "deleted": message.deleted}
    for report in Report.objects.filter(reporter_id=person_id).iterator():
        yield {"is": "report", "reason": report.reason, "state": report.state, "at": report.created_at}
    for held in FilteredMessage.objects.filter(author_id=person_id).iterator():
        yield {"is": "message that a filter held back", "excerpt": held.excerpt, "at": held.at}


def _files(person_id: int) -> Iterator[tuple[str, str]]:
    for file in Attachment.objects.filter(uploader_id=person_id).iterator():
        yield f"{file.public_id}-{file.name}", file.path

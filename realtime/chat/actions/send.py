"""Sending a message: one transaction, a bounded number of statements, never twice for one `client_message_id`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import NotFound, Refusal
from realtime.chat.access import Standing, admitted, digest_of_address, writer
from realtime.chat.actions.drafts import Draft, EmptyMessage, MessageTooLong, count_one, digest_of, draft_of
from realtime.chat.actions.entering import enter
from realtime.chat.actions.filtering import WordNotAllowed, keep_filtered, refuse_words
from realtime.chat.actions.posting import pulse_of
from realtime.chat.events import MemberChanged, MessagePosted, MessageReplied
from realtime.chat.inboxes import lift, news_for_all
from realtime.chat.locking import locked_standing, take_place, to_milliseconds
from realtime.chat.models import Attachment, Mention, Message, Room
from realtime.chat.public import (
    Json,
    member_out,
    message_out,
    person_out,
    quote_out,
    replies_out,
    visitor_out,
    weight_of,
)
from realtime.chat.queries.shown import SHOWN, messages_out, shown_messages
from realtime.chat.refusals import UnknownMessage
from realtime.events import Event, encode
from realtime.publish import publish

MOST_FILES = 10
# A frame holds RT_OUTBOUND_BYTES with its envelope, and the message may still gain a time of editing.
MOST_BYTES = 32_000


class ClientMessageIdReused(Refusal):
    """This id has already been used for another message."""

    message = _("This message id was used for another message.")


class SlowMode(Refusal):
    """The room is slow; `wait_seconds` says when the next message may come."""

    status = 429
    message = _("This room is in slow mode. Wait a little.")


class UnknownFile(NotFound):
    """A file that is not there, not theirs, not of this room, or sent before."""

    message = _("One of these files cannot be sent here.")


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What is asked for: a body, and what it answers, quotes and carries."""

    client_message_id: str
    body: str
    thread: str | None = None
    quote: str | None = None
    files: Sequence[str] = field(default=())

    def digest(self) -> str:
        """The same for the same message."""
        return digest_of(self.body, self.thread, self.quote, list(self.files))


def send_message(*, visitor: Visitor, room: str, sending: Sending, now: datetime, address: str = "") -> Json:
    """Send a message and return it as everybody sees it; the same id with the same content returns it again.

    In a room that is open to all the first message makes its author a member. Raises what access refuses,
    `ClientMessageIdReused`, `SlowMode`, `TooManyMessages`, `WordNotAllowed`, `EmptyMessage`, `MessageTooLong`,
    `UnknownMessage` for a thread or quote that is not there, and `UnknownFile`.
    """
    count_one(visitor, "send")
    now = to_milliseconds(now)
    draft = draft_of(room_id=room, body=sending.body)
    try:
        with transaction.atomic():
            return _send(locked_standing(visitor, room), sending, draft, now=now, address=address)
    except WordNotAllowed as refusal:
        keep_filtered(visitor=visitor, room=room, refusal=refusal, now=now)
        raise


def _send(standing: Standing, sending: Sending, draft: Draft, *, now: datetime, address: str) -> Json:
    earlier = _sent_before(admitted(standing), sending)
    if earlier is not None:
        return earlier
    writer(standing, now=now, address=address)
    _refuse_haste(standing, now)
    refuse_words(standing, draft.rendered.text)
    if not draft.rendered.plain and not sending.files:
        raise EmptyMessage
    is_new = not standing.is_in
    standing, crossed = enter(standing, now=now)
    files = _files(standing, sending.files)
    root, quote = _referred(standing.room, sending)
    message, shown = _written(standing, sending, draft, root, quote, files, now)
    mentioned = draft.mentioned()
    _hang(message, mentioned, files)
    _remember(standing, message, address)
    told = {*mentioned.values()} | ({standing.visitor.person_id or 0} if is_new else set())
    events: list[Event] = [MessagePosted(room=standing.room.public_id, value=shown), *_replied(root, message)]
    events += [pulse_of(standing.room), *(_joined(standing) if is_new else ())]
    publish(*events, *_inboxes(message, told, crossed=crossed), at=now)
    return shown


def _sent_before(standing: Standing, sending: Sending) -> Json | None:
    if not standing.visitor.is_named:
        return None
    found = shown_messages().filter(
        room=standing.room, author=standing.visitor.person_id, client_message_id=sending.client_message_id
    )
    earlier = found.only(*SHOWN, "sent_digest").first()
    if earlier is None:
        return None
    if earlier.sent_digest != sending.digest():
        raise ClientMessageIdReused
    return messages_out([earlier])[0]


def _refuse_haste(standing: Standing, now: datetime) -> None:
    slow, member = standing.room.slow_seconds, standing.member
    if not slow or standing.moderates or member is None or member.last_sent_at is None:
        return
    wait = member.last_sent_at + timedelta(seconds=slow) - now
    if wait > timedelta():
        raise SlowMode(wait_seconds=ceil(wait.total_seconds()))


def _files(standing: Standing, ids: Sequence[str]) -> list[Attachment]:
    if not ids:
        return []
    waiting = Attachment.objects.filter(room=standing.room, uploader=standing.visitor.person_id, message=None)
    # Locked, so that the sweep takes none of those that are being sent.
    files = list(waiting.filter(public_id__in=ids).order_by("pk").select_for_update())
    if len(files) != len(set(ids)) or len(files) > MOST_FILES:
        raise UnknownFile
    return files


def _referred(room: Room, sending: Sending) -> tuple[Message | None, Message | None]:
    """The root of the thread that is answered, and the message that is quoted."""
    wanted = {one for one in (sending.thread, sending.quote) if one}
    if not wanted:
        return None, None
    rows = Message.objects.filter(room=room, kind=Message.Kind.TEXT, public_id__in=wanted)
    found = {row.public_id: row for row in rows.select_related("author", "thread")}
    if found.keys() != wanted or (sending.quote and found[sending.quote].deleted):
        raise UnknownMessage
    answered = found[sending.thread] if sending.thread else None
    root = answered.thread or answered if answered is not None else None
    return root, found[sending.quote] if sending.quote else None


def _written(
    standing: Standing,
    sending: Sending,
    draft: Draft,
    root: Message | None,
    quote: Message | None,
    files: list[Attachment],
    now: datetime,
) -> tuple[Message, Json]:
    room = standing.room
    take_place(room, is_text=True, now=now)
    message = Message(
        room=room,
        seq=room.seq,
        ordinal=room.count,
        author_id=standing.visitor.person_id,
        client_message_id=sending.client_message_id,
        sent_digest=sending.digest(),
        body=draft.source,
        html=draft.rendered.html,
        plain=draft.rendered.text,
        thread=root,
        quote=quote,
        at=now,
    )
    shown = message_out(
        message,
        author=visitor_out(standing.visitor),
        thread=root.public_id if root is not None else None,
        quote=quote_out(quote, person_out(quote.author)) if quote is not None else None,
        mentions=draft.mentioned(),
        files=files,
    )
    message.weight = shown["weight"] = weight_of(shown)
    if len(encode(shown).encode()) > MOST_BYTES:
        raise MessageTooLong
    message.save(force_insert=True)
    return message, shown


def _hang(message: Message, mentioned: dict[str, int], files: list[Attachment]) -> None:
    if mentioned:
        Mention.objects.bulk_create(Mention(message=message, person_id=person) for person in mentioned.values())
    if files:
        Attachment.objects.filter(pk__in=[file.pk for file in files]).update(message=message)


def _remember(standing: Standing, message: Message, address: str) -> None:
    """When they wrote, from where if they are a guest, and in a small room that they have read this far."""
    member = standing.member
    if member is None:
        return
    member.last_sent_at = message.at
    if standing.visitor.user_id is None and address:
        member.address_digest = digest_of_address(address)
    kept = ["last_sent_at", "address_digest"]
    if not standing.room.crowded:
        member.read_seq, member.read_count = message.seq, message.ordinal
        kept += ["read_seq", "read_count"]
    member.save(update_fields=kept)


def _replied(root: Message | None, message: Message) -> list[Event]:
    if root is None:
        return []
    root.reply_count += 1
    root.replied_at = message.at
    root.save(update_fields=["reply_count", "replied_at"])
    value = {"id": root.public_id, "replies": replies_out(root)}
    return [MessageReplied(room=message.room.public_id, value=value)]


def _joined(standing: Standing) -> list[Event]:
    """Whoever writes for the first time in a room that is open to all has joined it."""
    if standing.member is None:
        return []
    value = member_out(standing.member, visitor_out(standing.visitor))
    return [MemberChanged(room=standing.room.public_id, value=value)]


def _inboxes(message: Message, told: set[int], *, crossed: bool) -> list[Event]:
    if message.room.crowded and told:
        lift(message.room, told, now=message.at)
    return [*news_for_all(message.room, also=told, crossed=crossed)]

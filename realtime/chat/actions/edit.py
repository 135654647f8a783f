"""Changing or taking back what was written."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import Forbidden
from realtime.chat.access import Standing, writer
from realtime.chat.actions.drafts import Draft, EmptyMessage, MessageTooLong, count_one, draft_of
from realtime.chat.actions.filtering import WordNotAllowed, keep_filtered, refuse_words
from realtime.chat.actions.log import keep_entry
from realtime.chat.events import MessageDeleted, MessageEdited
from realtime.chat.inboxes import news_for, news_for_all
from realtime.chat.locking import locked_message, to_milliseconds
from realtime.chat.models import Mention, Message, Reaction, Room
from realtime.chat.public import Json, weight_of
from realtime.chat.queries.shown import messages_out, shown_messages
from realtime.chat.refusals import NotYourMessage, RoomArchived, UnknownMessage
from realtime.chat.text.plain import shortened
from realtime.events import Event, encode
from realtime.publish import publish

EDITABLE_FOR = timedelta(minutes=10)
MOST_BYTES = 32_000
EXCERPT = 500
# Reactions and replies change while somebody edits: they come with events of their own.
NOT_EDITED = frozenset({"reactions", "replies"})


class EditTooLate(Forbidden):
    """Ten minutes have passed."""

    message = _("A message can be changed for ten minutes.")


def edit_message(*, visitor: Visitor, message: str, body: str, now: datetime, address: str = "") -> Json:
    """Give one's own message other words; the same words again change nothing.

    Raises what access refuses, `UnknownMessage`, `NotYourMessage`, `EditTooLate`, `WordNotAllowed`, `EmptyMessage`,
    `MessageTooLong`, `TooManyMessages`.
    """
    count_one(visitor, "edit")
    now, room = to_milliseconds(now), room_of(message)
    draft = draft_of(room_id=room, body=body)
    try:
        with transaction.atomic():
            return _edit(*locked_message(visitor, message), draft, now=now, address=address)
    except WordNotAllowed as refusal:
        keep_filtered(visitor=visitor, room=room, refusal=refusal, now=now)
        raise


def delete_message(*, visitor: Visitor, message: str, now: datetime, reason: str = "") -> None:
    """Take a message back: its author at any time, or a moderator for all. Doing it again changes nothing.

    Raises `UnknownMessage`, `NotYourMessage`, `RoomArchived`.
    """
    with transaction.atomic():
        standing, found = locked_message(visitor, message)
        delete_locked(standing, found, now=to_milliseconds(now), reason=reason)


def delete_locked(standing: Standing, message: Message, *, now: datetime, reason: str = "") -> None:
    """Take back a message whose room is locked, and publish that."""
    own = message.author_id is not None and message.author_id == standing.visitor.person_id
    if message.kind != Message.Kind.TEXT or not (own or standing.moderates):
        raise NotYourMessage
    if standing.room.state == Room.State.ARCHIVED and not standing.moderates:
        raise RoomArchived
    if message.deleted:
        return
    by = "author" if own else "moderator"
    if not own:
        excerpt = shortened(message.plain, EXCERPT)
        keep_entry(standing, "delete", whom=message.author_id, message=message, reason=reason, excerpt=excerpt, now=now)
    named = _empty(message, by)
    value = {"id": message.public_id, "by": by}
    events: list[Event] = [MessageDeleted(room=standing.room.public_id, value=value)]
    publish(*events, *_inboxes(standing.room, message, named), at=now)


def room_of(message: str) -> str:
    """The id of the room a message is in. Raises `UnknownMessage`."""
    room = Message.objects.filter(public_id=message).values_list("room__public_id", flat=True).first()
    if room is None:
        raise UnknownMessage
    return room


def _edit(standing: Standing, message: Message, draft: Draft, *, now: datetime, address: str) -> Json:
    if message.author_id is None or message.author_id != standing.visitor.person_id:
        raise NotYourMessage
    writer(standing, now=now, address=address)
    if message.kind != Message.Kind.TEXT or message.deleted:
        raise UnknownMessage
    if message.body == draft.source:
        return _shown(message)
    if now - message.at > EDITABLE_FOR:
        raise EditTooLate
    refuse_words(standing, draft.rendered.text)
    if not draft.rendered.plain and not message.files.exists():
        raise EmptyMessage
    return _rewrite(standing, message, draft, now)


def _rewrite(standing: Standing, message: Message, draft: Draft, now: datetime) -> Json:
    message.body, message.html, message.plain = draft.source, draft.rendered.html, draft.rendered.text
    message.edited_at = now
    message.save(update_fields=["body", "html", "plain", "edited_at"])
    named = set(Mention.objects.filter(message=message).values_list("person_id", flat=True))
    mentioned = draft.mentioned()
    Mention.objects.filter(message=message).exclude(person__in=mentioned.values()).delete()
    missing = [person for person in mentioned.values() if person not in named]
    Mention.objects.bulk_create(Mention(message=message, person_id=person) for person in missing)
    shown = _weighed(message, _shown(message))
    edited = {key: value for key, value in shown.items() if key not in NOT_EDITED}
    if len(encode(edited).encode()) > MOST_BYTES:
        raise MessageTooLong
    news = _inboxes(standing.room, message, named | set(mentioned.values()))
    publish(MessageEdited(room=standing.room.public_id, value=edited), *news, at=now)
    return shown


def _weighed(message: Message, shown: Json) -> Json:
    weight = max(message.weight, weight_of(shown))
    if weight > message.weight:
        Message.objects.filter(pk=message.pk).update(weight=weight)
    return {**shown, "weight": weight}


def _shown(message: Message) -> Json:
    return messages_out(list(shown_messages().filter(pk=message.pk)))[0]


def _empty(message: Message, by: str) -> set[int]:
    named = set(Mention.objects.filter(message=message).values_list("person_id", flat=True))
    message.body = message.html = message.plain = ""
    message.deleted = by
    message.save(update_fields=["body", "html", "plain", "deleted"])
    Reaction.objects.filter(message=message).delete()
    Mention.objects.filter(message=message).delete()
    return named


def _inboxes(room: Room, message: Message, named: set[int]) -> list[Event]:
    """Those named hear of it; in a small room everybody, if it was the newest thing said."""
    if message.seq == room.text_seq:
        return [*news_for_all(room, also=named)]
    return [*news_for(room, named)]

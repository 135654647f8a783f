"""Reacting with an emoji, and taking it back: one of each kind for a person and a message, however often asked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.chat.access import Standing, writer
from realtime.chat.actions.drafts import count_one
from realtime.chat.events import MessageReacted
from realtime.chat.locking import locked_message, to_milliseconds
from realtime.chat.models import Message, Reaction
from realtime.chat.public import Json, weight_of
from realtime.chat.queries.shown import messages_out, reactions_of, shown_messages
from realtime.chat.refusals import UnknownMessage
from realtime.chat.text.emoji import one_emoji
from realtime.publish import publish

MOST_EMOJI = 20


class NotAnEmoji(Refusal):
    """A reaction is one emoji."""

    status = 422
    message = _("A reaction is one emoji.")


class TooManyReactions(Refusal):
    """Twenty different emoji under one message are enough."""

    message = _("This message has all the reactions it can hold.")


def react(*, visitor: Visitor, message: str, emoji: str, now: datetime, address: str = "") -> list[Json]:
    """Put an emoji under a message and return all reactions; the same again changes nothing.

    Raises what access refuses, `UnknownMessage`, `NotAnEmoji`, `TooManyReactions`, `TooManyMessages`.
    """
    return _change(visitor, message, emoji, now=now, address=address, add=True)


def unreact(*, visitor: Visitor, message: str, emoji: str, now: datetime, address: str = "") -> list[Json]:
    """Take an emoji of one's own back and return the reactions left. Raises as `react` does."""
    return _change(visitor, message, emoji, now=now, address=address, add=False)


def _change(visitor: Visitor, message: str, emoji: str, *, now: datetime, address: str, add: bool) -> list[Json]:
    whole, now = one_emoji(emoji), to_milliseconds(now)
    if whole is None:
        raise NotAnEmoji
    count_one(visitor, "react")
    with transaction.atomic():
        standing, found = locked_message(visitor, message)
        writer(standing, now=now, address=address)
        if found.deleted or found.kind != Message.Kind.TEXT:
            raise UnknownMessage
        changed = _add(standing, found, whole, now) if add else _take(standing, found, whole)
        reactions = reactions_of([found.pk])[found.pk]
        if changed:
            _tell(standing, found, reactions, now)
        return reactions


def _add(standing: Standing, message: Message, emoji: str, now: datetime) -> bool:
    used = set(Reaction.objects.filter(message=message).values_list("emoji", flat=True).distinct())
    if emoji not in used and len(used) >= MOST_EMOJI:
        raise TooManyReactions
    _row, added = Reaction.objects.get_or_create(
        message=message, person_id=standing.visitor.person_id, emoji=emoji, defaults={"at": now}
    )
    return added


def _take(standing: Standing, message: Message, emoji: str) -> bool:
    mine = Reaction.objects.filter(message=message, person_id=standing.visitor.person_id, emoji=emoji)
    return mine.delete()[0] > 0


def _tell(standing: Standing, message: Message, reactions: list[Json], now: datetime) -> None:
    shown = messages_out(list(shown_messages().filter(pk=message.pk)))[0]
    weight = max(message.weight, weight_of(shown))
    if weight > message.weight:
        Message.objects.filter(pk=message.pk).update(weight=weight)
    value = {"id": message.public_id, "reactions": reactions, "weight": weight}
    publish(MessageReacted(room=standing.room.public_id, value=value), at=now)

"""How far somebody has read, and what they want to hear of: their own row, and nobody else's business."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import Forbidden
from realtime.chat.access import find_standing
from realtime.chat.inboxes import news_for
from realtime.chat.locking import to_milliseconds
from realtime.chat.models import Member, Message, Room
from realtime.publish import publish


class NotAMember(Forbidden):
    """Only members have a place in the room to keep."""

    message = _("Join this room first.")


def mark_read(*, visitor: Visitor, room: str, seq: int, now: datetime) -> None:
    """Remember that they have read up to a place; never back, never beyond the newest. Raises `NotAMember`.

    It takes no lock on the room: a thousand readers would stand in the senders' way.
    """
    with transaction.atomic():
        member = _own_row(visitor, room)
        room_now = Room.objects.get(pk=member.room_id)
        place = min(seq, room_now.seq)
        if place <= member.read_seq:
            return
        counted = Message.objects.filter(room=room_now, seq=place).values_list("ordinal", flat=True).first()
        member.read_seq, member.read_count = place, counted or 0
        member.save(update_fields=["read_seq", "read_count"])
        publish(*news_for(room_now, [member.person_id]), at=to_milliseconds(now))


def set_notify(*, visitor: Visitor, room: str, notify: str, now: datetime) -> None:
    """Choose what of this room one wants to hear of. Raises `NotAMember`."""
    with transaction.atomic():
        member = _own_row(visitor, room)
        if member.notify == notify:
            return
        member.notify = notify
        member.save(update_fields=["notify"])
        room_now = Room.objects.get(pk=member.room_id)
        publish(*news_for(room_now, [member.person_id]), at=to_milliseconds(now))


def _own_row(visitor: Visitor, room: str) -> Member:
    standing = find_standing(visitor, room)
    own = Member.objects.filter(room=standing.room, person=visitor.person_id or 0, state=Member.State.IN)
    member = own.select_for_update().first()
    if member is None:
        raise NotAMember
    return member

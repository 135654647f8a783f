"""Rooms of a guest who signed in: what they were and wrote there is the member's they turned out to be."""

from datetime import datetime

from django.db.models import Q

from project.accounts.merging import register_merge
from project.accounts.models import User
from realtime.chat.locking import to_milliseconds
from realtime.chat.merging.direct import settle_direct
from realtime.chat.merging.membership import merge_membership, merge_stay
from realtime.chat.merging.written import hand_over, hand_over_written
from realtime.chat.models import Room
from realtime.events import Event
from realtime.publish import publish

COVERS = (
    "chat.Attachment.uploader",
    "chat.FilteredMessage.author",
    "chat.Invitation.created_by",
    "chat.Member.person",
    "chat.Mention.person",
    "chat.Message.author",
    "chat.ModerationEntry.actor",
    "chat.ModerationEntry.whom",
    "chat.Reaction.person",
    "chat.Report.decided_by",
    "chat.Report.reporter",
    "chat.Room.created_by",
    "chat.Stay.person",
)


def register() -> None:
    """Make it known to whoever signs people in."""
    register_merge("chat", covers=COVERS, merge=merge)


def merge(guest: int, member: int, now: datetime) -> None:
    """Hand everything over, room by room under its lock, and tell whoever is there."""
    now, people = to_milliseconds(now), User.objects.in_bulk([guest, member])
    touched = Q(members__person=guest) | Q(messages__author=guest) | Q(stays__person=guest)
    hung = Q(messages__reactions__person=guest) | Q(messages__mentions__person=guest)
    ids = {pk for one in (touched, hung) for pk in Room.objects.filter(one).values_list("pk", flat=True)}
    events: list[Event] = []
    for room in Room.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        events += hand_over_written(room, people[guest], people[member])
        merge_stay(room, guest, member)
        joined = merge_membership(room, guest, people[member], now)
        events += joined
        events += settle_direct(room, people[guest], people[member]) if joined else []
    hand_over(guest, member)
    if events:
        publish(*events, at=now)

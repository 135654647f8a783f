"""Rows of the chat: rooms and who belongs to them, messages and what hangs on them, moderation and its log."""

from realtime.chat.models.doors import AddressBan, Invitation, Stay
from realtime.chat.models.members import Member
from realtime.chat.models.messages import Attachment, Mention, Message, Reaction
from realtime.chat.models.moderation import FilteredMessage, ModerationEntry, Report
from realtime.chat.models.rooms import Room

__all__ = [
    "AddressBan",
    "Attachment",
    "FilteredMessage",
    "Invitation",
    "Member",
    "Mention",
    "Message",
    "ModerationEntry",
    "Reaction",
    "Report",
    "Room",
    "Stay",
]

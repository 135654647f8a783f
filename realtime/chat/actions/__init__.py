"""What can be done in the chat; each action is one transaction that checks, changes and announces."""

from realtime.chat.actions.edit import delete_message, edit_message
from realtime.chat.actions.invite import accept_invitation, create_invitation, invited_to, withdraw_invitations
from realtime.chat.actions.members import add_people, join_room, leave_room
from realtime.chat.actions.moderate import Measure, moderate
from realtime.chat.actions.react import react, unreact
from realtime.chat.actions.read import mark_read, set_notify
from realtime.chat.actions.report import decide_report, report_message
from realtime.chat.actions.rooms import Change, change_room, open_direct, open_room, open_room_for
from realtime.chat.actions.send import Sending, send_message
from realtime.chat.actions.stays import note_departures, note_seen

__all__ = [
    "Change",
    "Measure",
    "Sending",
    "accept_invitation",
    "add_people",
    "change_room",
    "create_invitation",
    "decide_report",
    "delete_message",
    "edit_message",
    "invited_to",
    "join_room",
    "leave_room",
    "mark_read",
    "moderate",
    "note_departures",
    "note_seen",
    "open_direct",
    "open_room",
    "open_room_for",
    "react",
    "report_message",
    "send_message",
    "set_notify",
    "unreact",
    "withdraw_invitations",
]

"""Invitations by link: a code that is shown once, works for a while and so many times, and can be withdrawn."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import NotFound
from realtime.chat.access import moderator
from realtime.chat.actions.members import DirectRoomStays, take_in
from realtime.chat.locking import locked_standing, to_milliseconds
from realtime.chat.models import Invitation, Room
from realtime.chat.refusals import BannedHere, NameNeeded, RoomArchived

LIFE, USES = timedelta(days=7), 100


class InvitationNotGood(NotFound):
    """Unknown, expired, used up or withdrawn: which of them is nobody's business."""

    message = _("This invitation is not good any more. Ask for a new one.")


def create_invitation(*, visitor: Visitor, room: str, now: datetime, life: timedelta = LIFE, uses: int = USES) -> str:
    """A code that lets people in; only its digest is kept.

    Raises `UnknownRoom`, `BannedHere`, `ModeratorsOnly`, `DirectRoomStays`, `RoomArchived`.
    """
    code = secrets.token_urlsafe(20)
    with transaction.atomic():
        standing = moderator(locked_standing(visitor, room))
        if standing.room.kind == Room.Kind.DIRECT:
            raise DirectRoomStays
        if standing.room.state == Room.State.ARCHIVED:
            raise RoomArchived
        Invitation.objects.create(
            room=standing.room,
            code_digest=digest_of_code(code),
            created_by_id=visitor.person_id,
            created_at=now,
            expires_at=now + life,
            uses_left=uses,
        )
    return code


def withdraw_invitations(*, visitor: Visitor, room: str) -> int:
    """End every link into the room. Raises `UnknownRoom`, `BannedHere`, `ModeratorsOnly`."""
    with transaction.atomic():
        standing = moderator(locked_standing(visitor, room))
        return Invitation.objects.filter(room=standing.room).delete()[0]


def invited_to(*, code: str, now: datetime) -> Room:
    """The room a code leads to, for a page that asks whether to enter. Raises `InvitationNotGood`."""
    found = Invitation.objects.filter(code_digest=digest_of_code(code), expires_at__gt=now, uses_left__gt=0)
    invitation = found.select_related("room").first()
    if invitation is None:
        raise InvitationNotGood
    return invitation.room


def accept_invitation(*, visitor: Visitor, code: str, now: datetime) -> Room:
    """Enter by a link; who is in already uses nothing up.

    Raises `InvitationNotGood`, `NameNeeded`, `BannedHere`, `RoomArchived`.
    """
    if not visitor.is_named:
        raise NameNeeded
    now = to_milliseconds(now)
    with transaction.atomic():
        standing = locked_standing(visitor, invited_to(code=code, now=now).public_id)
        if standing.is_banned:
            raise BannedHere
        if not standing.is_in:
            # Read again under the room's lock: of two who want the last use, one gets it.
            _use_up(code, now)
            take_in(standing, now=now)
        return standing.room


def digest_of_code(code: str) -> str:
    """What is kept of a code."""
    return salted_hmac("chat.invitation", code, algorithm="sha256").hexdigest()


def _use_up(code: str, now: datetime) -> None:
    good = Invitation.objects.filter(code_digest=digest_of_code(code), expires_at__gt=now, uses_left__gt=0)
    invitation = good.first()
    if invitation is None:
        raise InvitationNotGood
    invitation.uses_left -= 1
    invitation.save(update_fields=["uses_left"])

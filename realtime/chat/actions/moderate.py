"""Looking after a room: one mutes, bans, removes and names those below oneself, and it is logged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base.errors import Forbidden, Refusal
from realtime.chat.access import RANKS, Standing, moderator, owner
from realtime.chat.actions.entering import close_doors, expel, keep
from realtime.chat.actions.log import keep_entry
from realtime.chat.actions.members import DirectRoomStays, changed
from realtime.chat.actions.rooms import UnknownPerson
from realtime.chat.inboxes import news_for
from realtime.chat.locking import locked_standing, to_milliseconds
from realtime.chat.models import AddressBan, Member, Room
from realtime.publish import publish

ADDRESS_BAN = timedelta(hours=24)
MUTE_MINUTES = 60


class NotBelowYou(Forbidden):
    """Moderators act on members, owners on both, nobody on themselves."""

    message = _("You cannot do this to them.")


class NotInTheRoom(Refusal):
    """Only somebody who belongs to the room can be this."""

    message = _("They do not belong to this room.")


class AddressUnknown(Refusal):
    """Only guests who wrote here lately can be shut out by their address."""

    message = _("Their address is not known.")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is to be done with somebody and why; `minutes` to mute for, `by_address` to ban a guest by it too."""

    action: str
    reason: str = ""
    minutes: int = MUTE_MINUTES
    by_address: bool = False


def moderate(*, visitor: Visitor, room: str, person: str, measure: Measure, now: datetime) -> Member:
    """Do this to a person (public id) and return how they stand; what is so already changes nothing.

    Raises `UnknownRoom`, `BannedHere`, `ModeratorsOnly`, `OwnersOnly`, `UnknownPerson`, `NotBelowYou`,
    `NotInTheRoom`, `AddressUnknown`, `DirectRoomStays`.
    """
    now = to_milliseconds(now)
    with transaction.atomic():
        standing = moderator(locked_standing(visitor, room))
        if standing.room.kind == Room.Kind.DIRECT:
            raise DirectRoomStays
        member = _whom(standing, person, now)
        if _MEASURES[measure.action](standing, member, measure, now):
            keep_entry(standing, measure.action, whom=member.person_id, reason=measure.reason, now=now)
            news = news_for(standing.room, [member.person_id])
            publish(*changed(standing.room, member), *news, at=now)
        return member


def _whom(standing: Standing, person: str, now: datetime) -> Member:
    """Their row; somebody who only looked in gets one when a measure is kept there."""
    found = User.objects.filter(public_id=person).first()
    if found is None:
        raise UnknownPerson
    if found.pk == standing.visitor.person_id:
        raise NotBelowYou
    member = Member.objects.filter(room=standing.room, person=found).first()
    member = member or Member(room=standing.room, state=Member.State.LEFT, joined_at=now, moved_at=now)
    member.person, member.room = found, standing.room
    if RANKS[member.role] >= RANKS[standing.role]:
        raise NotBelowYou
    return member


def _mute(standing: Standing, member: Member, measure: Measure, now: datetime) -> bool:
    member.muted_until = now + timedelta(minutes=measure.minutes)
    keep(member, "muted_until")
    return True


def _unmute(standing: Standing, member: Member, measure: Measure, now: datetime) -> bool:
    if member.muted_until is None:
        return False
    member.muted_until = None
    member.save(update_fields=["muted_until"])
    return True


def _ban(standing: Standing, member: Member, measure: Measure, now: datetime) -> bool:
    if measure.by_address:
        _shut_out(standing, member, now)
    if member.state == Member.State.BANNED:
        return measure.by_address
    expel(standing.room, member, state=Member.State.BANNED, now=now)
    return True


def _shut_out(standing: Standing, member: Member, now: datetime) -> None:
    if not member.address_digest:
        raise AddressUnknown
    AddressBan.objects.update_or_create(
        room=standing.room, digest=member.address_digest, defaults={"until": now + ADDRESS_BAN}
    )


def _unban(standing: Standing, member: Member, measure: Measure, now: datetime) -> bool:
    if member.state != Member.State.BANNED:
        return False
    member.state = Member.State.LEFT
    member.save(update_fields=["state"])
    AddressBan.objects.filter(room=standing.room, digest=member.address_digest).delete()
    return True


def _remove(standing: Standing, member: Member, measure: Measure, now: datetime) -> bool:
    if member.state != Member.State.IN:
        return False
    expel(standing.room, member, state=Member.State.REMOVED, now=now)
    if standing.room.is_open_to_all:
        # They may look in again, but not stay as if nothing had happened.
        close_doors(standing.room, member)
    return True


def _name(role: str) -> "Act":
    def name(standing: Standing, member: Member, measure: Measure, now: datetime) -> bool:
        owner(standing)
        if member.state != Member.State.IN:
            raise NotInTheRoom
        same, member.role = member.role == role, role
        member.save(update_fields=["role"])
        return not same

    return name


type Act = Callable[[Standing, Member, Measure, datetime], bool]
_MEASURES: dict[str, Act] = {
    "mute": _mute,
    "unmute": _unmute,
    "ban": _ban,
    "unban": _unban,
    "remove": _remove,
    "owner": _name(Member.Role.OWNER),
    "moderator": _name(Member.Role.MODERATOR),
    "member": _name(Member.Role.MEMBER),
}
MEASURES = tuple(_MEASURES)

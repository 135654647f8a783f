"""Who may do what in which room: the one place that decides, asked by every door."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.chat.attached import AttachedKind, attached_kind, attached_kinds
from realtime.chat.models import AddressBan, Member, Room
from realtime.chat.refusals import (
    AddressBannedHere,
    BannedHere,
    ModeratorsOnly,
    MutedHere,
    NameNeeded,
    OwnersOnly,
    RoomArchived,
    RoomLocked,
    UnknownRoom,
    WritingClosed,
)
from realtime.events import utc_text

RANKS = {"": 0, "member": 1, "moderator": 2, "owner": 3}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What one visitor is in one room, read once; under the room's lock it stays true until the commit."""

    visitor: Visitor
    room: Room
    member: Member | None

    @property
    def is_in(self) -> bool:
        """Whether they belong to the room now."""
        return self.member is not None and self.member.state == Member.State.IN

    @property
    def is_banned(self) -> bool:
        """Whether a moderator closed the room to them."""
        return self.member is not None and self.member.state == Member.State.BANNED

    @property
    def role(self) -> str:
        """Owner, moderator, member, or nothing. The object beside the room may name moderators too."""
        own = self.member.role if self.member is not None and self.is_in else ""
        if RANKS[own] < RANKS["moderator"] and self._moderates_the_object():
            return "moderator"
        return own

    @property
    def moderates(self) -> bool:
        """Whether they look after the room."""
        return RANKS[self.role] >= RANKS["moderator"]

    @property
    def may_read(self) -> bool:
        """Whether anything of this room may be shown to them."""
        if self.is_banned:
            return False
        if self.room.kind == Room.Kind.ATTACHED and not self._sees_the_object():
            return False
        return self.is_in or self.room.is_open_to_all

    def _attached(self) -> AttachedKind | None:
        return attached_kind(self.room.object_kind) if self.room.kind == Room.Kind.ATTACHED else None

    def _sees_the_object(self) -> bool:
        attached = self._attached()
        return attached is not None and attached.may_read(self.visitor, self.room.object_key)

    def may_write_beside_the_object(self) -> bool:
        """Whether the object lets them write; true for rooms that stand alone."""
        attached = self._attached()
        return attached is None or attached.may_write(self.visitor, self.room.object_key)

    def _moderates_the_object(self) -> bool:
        attached = self._attached()
        if attached is None or self.is_banned or not self.visitor.is_named:
            return False
        return attached.may_moderate(self.visitor, self.room.object_key)


def standing_in(visitor: Visitor, room: Room) -> Standing:
    """What this visitor is in this room."""
    member = None
    if visitor.person_id is not None:
        member = Member.objects.filter(room=room, person_id=visitor.person_id).first()
    return Standing(visitor=visitor, room=room, member=member)


def may_read(visitor: Visitor, room: Room) -> bool:
    """Whether anything of this room may be shown to this visitor."""
    return standing_in(visitor, room).may_read


def find_standing(visitor: Visitor, room_id: str) -> Standing:
    """The standing in the room of this id, unlocked. Raises `UnknownRoom` and `BannedHere`."""
    room = Room.objects.filter(public_id=room_id).first()
    if room is None:
        raise UnknownRoom
    return admitted(standing_in(visitor, room))


def admitted(standing: Standing) -> Standing:
    """The standing itself, if it may read. Raises `UnknownRoom`, or `BannedHere` where the room is known anyway."""
    if standing.is_banned and standing.room.is_open_to_all:
        raise BannedHere
    if not standing.may_read:
        raise UnknownRoom
    return standing


def readable_by(visitor: Visitor) -> QuerySet[Room]:
    """The rooms that lists and search may show this visitor: never more than `may_read` would let them read."""
    mine = Member.objects.filter(person_id=visitor.person_id or 0)
    inside = Q(pk__in=mine.filter(state=Member.State.IN).values("room"))
    banned = mine.filter(state=Member.State.BANNED).values("room")
    listed = Q(pk__in=[])
    for attached in attached_kinds():
        listed |= Q(object_kind=attached.kind) & attached.listed(visitor)
    alone = Q(kind=Room.Kind.PUBLIC) | (Q(kind__in=[Room.Kind.PRIVATE, Room.Kind.DIRECT]) & inside)
    beside = Q(kind=Room.Kind.ATTACHED) & listed & (Q(members_only=False) | inside)
    return Room.objects.filter(alone | beside).exclude(pk__in=banned)


def why_not_write(standing: Standing, *, now: datetime, address: str = "") -> Refusal | None:
    """The reason why this visitor may not write here now, None when they may.

    `address` is where the request came from: guests can be shut out by it.
    """
    if not standing.may_read:
        return BannedHere() if standing.is_banned and standing.room.is_open_to_all else UnknownRoom()
    if not standing.visitor.is_named:
        return NameNeeded()
    return _why_not_here(standing) or _why_not_now(standing, now) or _why_not_from(standing, address, now)


def _why_not_here(standing: Standing) -> Refusal | None:
    if standing.room.state == Room.State.ARCHIVED:
        return RoomArchived()
    if standing.room.state == Room.State.LOCKED and not standing.moderates:
        return RoomLocked()
    return None if standing.may_write_beside_the_object() else WritingClosed()


def _why_not_now(standing: Standing, now: datetime) -> Refusal | None:
    until = standing.member.muted_until if standing.member is not None else None
    return MutedHere(until=utc_text(until)) if until is not None and until > now else None


def _why_not_from(standing: Standing, address: str, now: datetime) -> Refusal | None:
    if not address or standing.visitor.user_id is not None or standing.moderates:
        return None
    shut = AddressBan.objects.filter(room=standing.room, digest=digest_of_address(address), until__gt=now)
    return AddressBannedHere() if shut.exists() else None


def writer(standing: Standing, *, now: datetime, address: str = "") -> Standing:
    """The standing itself, if it may write. Raises the refusal that says why not."""
    refusal = why_not_write(standing, now=now, address=address)
    if refusal is not None:
        raise refusal
    return standing


def moderator(standing: Standing) -> Standing:
    """The standing itself, if it may moderate. Raises `UnknownRoom`, `BannedHere`, `ModeratorsOnly`."""
    if not admitted(standing).moderates:
        raise ModeratorsOnly
    return standing


def owner(standing: Standing) -> Standing:
    """The standing itself, if it owns the room. Raises `UnknownRoom`, `BannedHere`, `OwnersOnly`."""
    if admitted(standing).role != Member.Role.OWNER:
        raise OwnersOnly
    return standing


def digest_of_address(address: str) -> str:
    """What is kept of an address: enough to know it again, not to tell it."""
    return salted_hmac("chat.address", address, algorithm="sha256").hexdigest()

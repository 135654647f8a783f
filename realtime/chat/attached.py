"""Rooms beside objects of other rooms of the house: each kind of object says who may read, write and moderate there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from project.accounts.visitors import Visitor

Predicate = Callable[[Visitor, str], bool]


def anyone(visitor: Visitor, key: str) -> bool:
    """The predicate of objects that everybody may see."""
    return True


def nobody(visitor: Visitor, key: str) -> bool:
    """The predicate of rights that membership alone gives."""
    return False


def listed_for_nobody(visitor: Visitor) -> Q:
    """Such rooms are found through their object, never by search or list."""
    return Q(pk__in=[])


@dataclass(frozen=True, kw_only=True)
class AttachedKind:
    """A kind of object that rooms stand beside.

    The predicates are given the object's key. `listed(visitor)` is a condition on rooms that is never wider than
    `may_read`: lists and search show what it finds.
    """

    kind: str
    may_read: Predicate
    may_write: Predicate
    may_moderate: Predicate = nobody
    listed: Callable[[Visitor], Q] = listed_for_nobody


_kinds: dict[str, AttachedKind] = {}


class AttachmentTaken(Exception):
    """Two owners registered one kind of object."""


def register_attachment(attached: AttachedKind) -> None:
    """Make a kind of object known. A second one of that name is a mistake in the code: `AttachmentTaken`."""
    if _kinds.get(attached.kind, attached) != attached:
        raise AttachmentTaken(attached.kind)
    _kinds[attached.kind] = attached


def attached_kind(kind: str) -> AttachedKind | None:
    """The kind of this name: None while nobody vouches for its objects, and then nobody may read them."""
    return _kinds.get(kind)


def attached_kinds() -> list[AttachedKind]:
    """Every kind, by name."""
    return [_kinds[kind] for kind in sorted(_kinds)]

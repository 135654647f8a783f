"""What happens to what each room holds of a person who goes, and what must be settled before they can."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise

from project.accounts.models import User

# What stands in the place of a name that is forgotten.
DELETED_NAME = "Deleted person"
type Words = str | Promise
type Erase = Callable[[int, datetime], None]
type Blocker = Callable[[int], Words | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What one room deletes (`gone`), and what it keeps and why (`kept`), in words for the person."""

    name: str
    erase: Erase
    gone: Words
    kept: Words
    is_last: bool


_erasures: dict[str, Erasure] = {}
_blockers: dict[str, Blocker] = {}


def register_erasure(name: str, *, erase: Erase, gone: Words, kept: Words = "", is_last: bool = False) -> None:
    """Call `erase(person_id, now)` inside the one transaction in which a person is deleted.

    It may ask the person's row for names and email: the one that erases these `is_last`.
    """
    _erasures[name] = Erasure(name=name, erase=erase, gone=gone, kept=kept, is_last=is_last)


def register_blocker(name: str, blocker: Blocker) -> None:
    """Refuse a deletion as long as this says, in words for the person, why it cannot be."""
    _blockers[name] = blocker


def erasures() -> list[Erasure]:
    """Every room's, in the order in which they are done."""
    return sorted(_erasures.values(), key=lambda erasure: erasure.is_last)


def names_of(person_id: int) -> list[str]:
    """The names of a person and of the guests that they were."""
    own = User.objects.filter(Q(pk=person_id) | Q(merged_into_id=person_id)).exclude(display_name="")
    return list(own.values_list("display_name", flat=True))


def blocked_by(person_id: int) -> dict[str, Words]:
    """What stands in the way of a deletion, by name."""
    asked = ((name, blocker(person_id)) for name, blocker in _blockers.items())
    return {name: words for name, words in asked if words is not None}

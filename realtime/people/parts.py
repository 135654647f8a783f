"""What there is to tell one person: each room adds a part, small enough to be told whole."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from project.accounts.models import User
from realtime.events import Event
from realtime.people.events import PersonChanged
from realtime.publish import publish
from realtime.topics import Json

type Read = Callable[[int], Json]
_parts: dict[str, Read] = {}


def register_part(name: str, read: Read) -> None:
    """Have `read(person)` (a row of people) told under this name; ids and counts, never lists that grow."""
    _parts[name] = read


def whole(person_id: int) -> Json:
    """Every part of one person."""
    return {name: read(person_id) for name, read in sorted(_parts.items())}


def tell_person(person_id: int, *, now: datetime) -> None:
    """Publish how a person stands now, as the last word of the transaction that changed it."""
    publish(*people_changed([person_id]), at=now)


def people_changed(person_ids: Iterable[int]) -> list[Event]:
    """What to publish after something about these people changed."""
    named = User.objects.filter(pk__in=person_ids).values_list("pk", "public_id")
    return [PersonChanged(key=public_id, value=partial(whole, pk)) for pk, public_id in named]

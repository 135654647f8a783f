"""What there is to tell one person: each room adds a part, small enough to be told whole."""

from collections.abc import Callable
from datetime import datetime

from project.accounts.models import User
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
    """Publish how a person stands now, as the last word of the transaction that changed it.

    Their row is locked before anything is read: of two who change something at once, the later tells both.
    """
    person = User.objects.select_for_update(no_key=True).only("public_id").get(pk=person_id)
    publish(PersonChanged(key=person.public_id, value=whole(person_id)), at=now)

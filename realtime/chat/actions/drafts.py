"""What somebody typed, made ready outside of any lock: names looked up, words rendered, limits counted."""

import hashlib
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from project.base.limits import hit
from realtime.chat.models import Member
from realtime.chat.text import LONGEST_BODY, Rendered, render
from realtime.chat.text.mentions import PERSON, keep_mentions, names_called
from realtime.events import encode


class EmptyMessage(Refusal):
    """Nothing in it can be seen."""

    status = 422
    message = _("There is nothing to see in this message.")


class MessageTooLong(Refusal):
    """More than 4,000 characters, or more bytes than one event carries."""

    status = 422
    message = _("This message is too long.")


class TooManyMessages(Refusal):
    """Ten in ten seconds are enough; `retry_after` says when the next may come."""

    status = 429
    message = _("That was fast. Wait a few seconds.")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A body as it is kept (people by id), as it is shown, and the people it names (public id to row)."""

    source: str
    rendered: Rendered
    people: dict[str, int]

    def mentioned(self) -> dict[str, int]:
        """Those it really mentions, in order."""
        return {person: self.people[person] for person in self.rendered.mentions if person in self.people}


def draft_of(*, room_id: str, body: str) -> Draft:
    """Make a body ready for this room: only its members can be named. Raises `MessageTooLong`."""
    people = _people_called(room_id, body)
    names = {public_id: name for _pk, public_id, name in people}
    source = keep_mentions(body, names)
    if len(source) > LONGEST_BODY:
        raise MessageTooLong
    rendered = render(source, names=names)
    return Draft(source=source, rendered=rendered, people={public_id: pk for pk, public_id, _name in people})


def _people_called(room_id: str, body: str) -> list[tuple[int, str, str]]:
    names, ids = names_called(body), set(PERSON.findall(body))
    if not names and not ids:
        return []
    members: QuerySet[Member] = Member.objects.filter(room__public_id=room_id, state=Member.State.IN)
    called = members.annotate(called=Lower("person__display_name")).filter(
        Q(called__in=names) | Q(person__public_id__in=ids)
    )
    return list(called.values_list("person_id", "person__public_id", "person__display_name"))


def digest_of(*parts: object) -> str:
    """What was asked for, so that the same asked again is known."""
    return hashlib.sha256(encode(parts).encode()).hexdigest()


def count_one(visitor: Visitor, what: str) -> None:
    """Count one more deed of this person. Raises `TooManyMessages`."""
    standing = hit("chat", f"{what}:{visitor.person_id or visitor.session_key or ''}")
    if not standing.allowed:
        raise TooManyMessages(retry_after=standing.reset_seconds)

"""What an author typed, for the author alone."""

from project.accounts.visitors import Visitor
from realtime.chat.access import standing_in
from realtime.chat.models import Message
from realtime.chat.queries.people import names_in
from realtime.chat.refusals import NotYourMessage, UnknownMessage
from realtime.chat.text.mentions import readable_mentions


def source_for(visitor: Visitor, message: str) -> str:
    """The body as its author would type it again. Raises `UnknownMessage`, `NotYourMessage`."""
    found = Message.objects.filter(public_id=message).select_related("room").first()
    if found is None or not standing_in(visitor, found.room).may_read or found.deleted:
        raise UnknownMessage
    if found.author_id is None or found.author_id != visitor.person_id:
        raise NotYourMessage
    return readable_mentions(found.body, names_in(found.body))

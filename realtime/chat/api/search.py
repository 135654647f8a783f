"""`/api/chat/search`: messages by their words."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.http import client_address
from project.base.limits import hit
from realtime.chat.api.asking import PROBLEMS
from realtime.chat.schemas import MessageOut, NameOut
from realtime.chat.search import LONGEST_QUERY, Wanted, search_messages

router = Router()
Words = Annotated[str, Query(max_length=LONGEST_QUERY)]
Id = Annotated[str, Query(max_length=32)]
From = Annotated[str, Query(alias="from", max_length=32)]
Page = Annotated[str, Query(max_length=128)]


class TooManySearches(Refusal):
    """Thirty a minute are enough; `retry_after` says when the next may come."""

    status = 429
    message = _("Too many searches. Wait a little.")


class FoundRoom(Schema):
    """Where it was said; a direct room is known by its people."""

    id: str
    kind: str
    title: str
    state: str
    people: list[NameOut]


class Found(Schema):
    """A message, and the part of it that fits, as HTML with `mark` alone."""

    message: MessageOut
    room: FoundRoom
    snippet: str


class FoundOut(Schema):
    """A page of what was found; `more` is the next page's name, for `page`."""

    found: list[Found]
    more: str | None


@router.get("/search", response={200: FoundOut, **PROBLEMS})
@access(Who.PUBLIC, scope="chat:read")
def search(
    request: HttpRequest, q: Words, room: Id = "", sent_by: From = "", before: datetime | None = None, page: Page = ""
) -> dict[str, Any]:
    """Search what one may read: `"a phrase"`, `or`, `-without`; in a room, from a person, before a moment."""
    visitor = visitor_of(request)
    counted = hit("searches", f"{visitor.person_id or client_address(request)}")
    if not counted.allowed:
        raise TooManySearches(retry_after=counted.reset_seconds)
    wanted = Wanted(words=q, room=room, sent_by=sent_by, before=_with_zone(before), page=page)
    return search_messages(visitor, wanted, now=clock.now())


def _with_zone(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment

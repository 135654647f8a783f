"""`/api/chat/search`: messages by their words."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.http import client_address
from project.base.limits import hit
from project.base.listing import tell_links
from project.base.moments import Moment
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
    """A page of what was found; `next` is the next page's cursor, which `more` has told for longer."""

    found: list[Found]
    more: str | None
    next: str | None


@router.get("/search", response={200: FoundOut, **PROBLEMS})
@access(Who.PUBLIC, scope="chat:read")
def search(
    request: HttpRequest,
    response: HttpResponse,
    q: Words,
    room: Id = "",
    sent_by: From = "",
    before: Moment | None = None,
    cursor: Page = "",
    page: Page = "",
) -> dict[str, Any]:
    """Search what one may read: `"a phrase"`, `or`, `-without`; in a room, from a person, before a moment.

    The best come first, twenty at a time; `page` is the older name of `cursor`.
    """
    visitor = visitor_of(request)
    counted = hit("searches", f"{visitor.person_id or client_address(request)}")
    if not counted.allowed:
        raise TooManySearches(retry_after=counted.reset_seconds)
    wanted = Wanted(words=q, room=room, sent_by=sent_by, before=before, page=cursor or page)
    found = search_messages(visitor, wanted, now=clock.now())
    tell_links(request, response, {"next": {"cursor": found["more"]}} if found["more"] else {})
    return {**found, "next": found["more"]}

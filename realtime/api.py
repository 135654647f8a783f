"""HTTP beside the socket: tickets for programs, and polling for browsers whose socket cannot be opened."""

from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema, Status

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from realtime.events import encode, utc_text
from realtime.poll import Asked, poll
from realtime.tickets import LIFE, issue_ticket

router = Router(tags=["realtime"])


class TooManyTopics(Refusal):
    """More topics than one socket may join."""

    status = 422
    message = _("Too many topics at once.")


class TicketOut(Schema):
    """A ticket goes into the first frame of a socket opened without an Origin header."""

    ticket: str
    expires_in: int


class Positions(Schema):
    """Topics, and for each where the browser stopped: `epoch:seq`, or nothing."""

    topic: list[str]
    since: list[str] = []


@router.post("/ticket", response={201: TicketOut})
@access(Who.PUBLIC)
def create_ticket(request: HttpRequest) -> Status[dict[str, Any]]:
    """A one-use ticket for one socket, good for thirty seconds."""
    ticket = issue_ticket(session_key=visitor_of(request).session_key, now=clock.now())
    return Status(201, {"ticket": ticket, "expires_in": int(LIFE.total_seconds())})


class PollOut(Schema):
    """An answer to each subscription, in the frames of the socket: `subscribed`, or `error`."""

    answers: list[dict[str, Any]]
    time: str


@router.get("/poll", response={200: PollOut})
@access(Who.PUBLIC)
def poll_topics(request: HttpRequest, asked: Query[Positions]) -> HttpResponse:
    """What the socket would answer to these subscriptions: `since` is `epoch:seq` or empty, in the order of `topic`."""
    if len(asked.topic) > settings.RT_MAX_TOPICS:
        raise TooManyTopics
    pairs = zip_longest(asked.topic, asked.since[: len(asked.topic)], fillvalue="")
    answers = poll(visitor_of(request), [Asked(*pair) for pair in pairs])
    body = f'{{"answers":[{",".join(answers)}],"time":{encode(utc_text(clock.now()))}}}'
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})

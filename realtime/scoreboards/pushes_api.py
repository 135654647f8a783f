"""`/api/boards/{slug}/pushes`: addresses that are told every play, managed by the owner or by a program with a key."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from project.accounts.access import Who, access
from project.base import clock
from project.base.outgoing import LONGEST_URL
from project.base.problems import Problem
from realtime.scoreboards.door import person_at, program_at
from realtime.scoreboards.events import plays_topic
from realtime.scoreboards.operators import require_owner
from realtime.scoreboards.queries import board_named
from realtime.scoreboards.schemas import Strict
from realtime.webhooks import actions, queries
from realtime.webhooks.models import Endpoint

router = Router(tags=["scoreboards"])
Slug = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
PushId = Annotated[str, Path(max_length=32, pattern=r"^[A-Za-z0-9_]+$")]
Since = Annotated[int, Query(ge=1, le=9_007_199_254_740_991)]
PROBLEMS = dict.fromkeys((403, 404, 409, 422, 429), Problem)


class NewPush(Strict):
    """An address to tell every play to."""

    url: Annotated[str, Field(min_length=1, max_length=LONGEST_URL)]


class PushOut(Schema):
    """An address, how it stands, and how much waits for it."""

    id: str
    url: str
    state: str
    failures: int
    waiting: int
    created_at: str


class PushesOut(Schema):
    """All addresses of a board."""

    pushes: list[PushOut]


class PushOpened(Schema):
    """A new address, and the secret that signs what it is told: it is not shown again."""

    push: PushOut
    secret: str


class TryOut(Schema):
    """One attempt: `status` is null when nobody answered."""

    at: str
    status: int | None
    says: str
    ms: int


class DeliveryOut(Schema):
    """One play on its way to an address, or there."""

    id: str
    seq: int | None
    name: str
    state: str
    attempts: int
    tries: list[TryOut]


class DeliveriesOut(Schema):
    """The newest deliveries of an address."""

    deliveries: list[DeliveryOut]


class Replayed(Schema):
    """How many plays will be told again."""

    count: int


@router.get("/{slug}/pushes", response=PROBLEMS | {200: PushesOut})
@access(Who.PUBLIC, owned=True, scope="boards:read")
def list_pushes(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The addresses that are told every play of the board."""
    _admit(request, slug)
    return {"pushes": queries.endpoints_of(plays_topic(slug))}


@router.post("/{slug}/pushes", response=PROBLEMS | {201: PushOpened})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def open_push(request: HttpRequest, slug: Slug, new: NewPush) -> Status[dict[str, Any]]:
    """Have every later play told to an address, signed as Standard Webhooks; the secret is in this answer alone."""
    by = _admit(request, slug)
    endpoint, secret = actions.add_endpoint(topic=plays_topic(slug), url=new.url, created_by=by, now=clock.now())
    return Status(201, {"push": queries.told(endpoint), "secret": secret})


@router.delete("/{slug}/pushes/{push}", response=PROBLEMS | {204: None})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def delete_push(request: HttpRequest, slug: Slug, push: PushId) -> Status[None]:
    """Tell the address nothing more, and forget its secret."""
    actions.remove_endpoint(_push(request, slug, push))
    return Status(204, None)


@router.post("/{slug}/pushes/{push}/pause", response=PROBLEMS | {200: PushOut})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def pause_push(request: HttpRequest, slug: Slug, push: PushId) -> dict[str, Any]:
    """Tell the address nothing until it is resumed."""
    endpoint = _push(request, slug, push)
    actions.pause_endpoint(endpoint)
    return _again(endpoint)


@router.post("/{slug}/pushes/{push}/resume", response=PROBLEMS | {200: PushOut})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def resume_push(request: HttpRequest, slug: Slug, push: PushId) -> dict[str, Any]:
    """Go on where it stopped, as far back as events are kept."""
    endpoint = _push(request, slug, push)
    actions.resume_endpoint(endpoint, now=clock.now())
    return _again(endpoint)


@router.post("/{slug}/pushes/{push}/test", response=PROBLEMS | {202: PushOut})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def test_push(request: HttpRequest, slug: Slug, push: PushId) -> Status[dict[str, Any]]:
    """Have the address told something that is no play."""
    endpoint = _push(request, slug, push)
    actions.send_test(endpoint, now=clock.now())
    return Status(202, _again(endpoint))


@router.post("/{slug}/pushes/{push}/replay", response=PROBLEMS | {202: Replayed})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def replay_push(request: HttpRequest, slug: Slug, push: PushId, since: Since) -> Status[dict[str, int]]:
    """Tell the address again what it was told from this position of the topic on, under the same ids."""
    count = actions.replay(_push(request, slug, push), since_seq=since, now=clock.now())
    return Status(202, {"count": count})


@router.get("/{slug}/pushes/{push}/deliveries", response=PROBLEMS | {200: DeliveriesOut})
@access(Who.PUBLIC, owned=True, scope="boards:read")
def list_deliveries(request: HttpRequest, slug: Slug, push: PushId) -> dict[str, Any]:
    """What the address was told lately, with every attempt."""
    return {"deliveries": queries.deliveries_of(_push(request, slug, push))}


def _admit(request: HttpRequest, slug: str) -> int | None:
    """The person who asks, None for a program; raises for whoever has no say in this board."""
    board = board_named(slug)
    if program_at(request, slug=slug, now=clock.now()) is not None:
        return None
    visitor = person_at(request)
    require_owner(board, visitor)
    return visitor.person_id


def _push(request: HttpRequest, slug: str, push: str) -> Endpoint:
    _admit(request, slug)
    return actions.endpoint_of(topic=plays_topic(slug), endpoint_id=push)


def _again(endpoint: Endpoint) -> dict[str, Any]:
    endpoint.refresh_from_db()
    return queries.told(endpoint)

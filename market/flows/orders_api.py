"""`/api/orders`: one's own orders, what they give, and giving money back."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router
from ninja.responses import Status

from market.flows.expire import cancel_order
from market.flows.refund import refund_lines
from market.orders.downloads import make_link
from market.orders.models import Grant
from market.orders.queries import delivered, order_of, orders_of
from market.orders.schemas import DownloadsOut, OrderOut, OrdersOut, RefundIn, RefundOut
from market.orders.shown import heads_of, order_shown
from market.payments.models import RefundReason
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.listing import CursorAsked, by_cursor, tell_links
from project.base.problems import Problem

router = Router(tags=["orders"])
OrderId = Annotated[str, Path(max_length=40, pattern=r"^[0-9A-Za-z_]+$")]
PROBLEMS = dict.fromkeys((401, 403, 404, 409, 422, 429, 503), Problem)


@router.get("", response=PROBLEMS | {200: OrdersOut})
@access(Who.MEMBER, owned=True, scope="orders:read")
def list_orders(request: HttpRequest, response: HttpResponse, asked: Query[CursorAsked]) -> dict[str, Any]:
    """One's own orders, newest first."""
    found = by_cursor(orders_of(_buyer(request)), of="orders", order=("-placed_at",), asked=asked)
    tell_links(request, response, {"next": {"cursor": found.next}} if found.next else {})
    return {"orders": heads_of(found.items), "next": found.next}


@router.get("/{order_id}", response=PROBLEMS | {200: OrderOut})
@access(Who.MEMBER, owned=True, scope="orders:read")
def read_order(request: HttpRequest, order_id: OrderId) -> dict[str, Any]:
    """One of one's own orders, with all that happened to it and what it waits for."""
    return order_shown(order_of(_buyer(request), order_id))


@router.post("/{order_id}/cancel", response=PROBLEMS | {200: OrderOut})
@access(Who.MEMBER, owned=True, scope="orders:write")
def cancel(request: HttpRequest, order_id: OrderId) -> dict[str, Any]:
    """Give up an order that waits for its payment: its page is closed, and what was kept is let go."""
    order = cancel_order(order_id=order_id, person_id=_buyer(request), now=clock.now())
    return order_shown(order)


@router.post("/{order_id}/refund", response=PROBLEMS | {201: RefundOut})
@access(Who.MEMBER, owned=True, scope="orders:write")
def refund_order(request: HttpRequest, order_id: OrderId, asked: RefundIn) -> Status[dict[str, Any]]:
    """Give back what one sold: parts of lines, or all that is left. Staff does so at its desk."""
    parts = None if asked.parts is None else {one.line: one.amount_minor for one in asked.parts}
    refund = refund_lines(
        order_id=order_id,
        parts=parts,
        reason=RefundReason(asked.reason),
        words=asked.words,
        by=visitor_of(request),
        now=clock.now(),
    )
    told = {"id": refund.public_id, "state": refund.state, "amount_minor": refund.amount_minor}
    return Status(201, {**told, "currency": refund.payment.currency})


@router.get("/{order_id}/downloads", response=PROBLEMS | {200: DownloadsOut})
@access(Who.MEMBER, owned=True, scope="orders:read")
def read_downloads(request: HttpRequest, order_id: OrderId) -> dict[str, Any]:
    """What an order gives now: texts, and files with links that open them for five minutes."""
    order = order_of(_buyer(request), order_id)
    grants = Grant.objects.filter(line__order=order, revoked_at=None).select_related("product", "line")
    return {"delivered": [_delivered(grant) for grant in grants.order_by("line__place")]}


def _delivered(grant: Grant) -> dict[str, Any]:
    given, now = delivered(grant), clock.now()
    files = []
    for file in given.files:
        token = make_link(grant=grant, file=file, person_id=grant.person_id, now=now)
        files.append(
            {
                "id": file.public_id,
                "name": file.name,
                "bytes": file.bytes,
                "media_type": file.media_type,
                "fetched": given.fetched.get(file.pk, (0, now))[0],
                "url": reverse("download", args=[token]),
            }
        )
    return {
        "line": grant.line.public_id,
        "grant": grant.public_id,
        "product": grant.product.public_id,
        "title": grant.line.title,
        "version": given.version.number if given.version else None,
        "content": given.content.body if given.content else None,
        "files": files,
    }


def _buyer(request: HttpRequest) -> int:
    buyer = visitor_of(request).user_id
    assert buyer is not None  # noqa: S101 - `access` let a member in
    return buyer

"""`/studio/sales/`: what somebody sold, live by `sales.<person>`; each order with their own lines alone; refunds."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.account.security.fresh import fresh
from frontend.store.paged import cursor_of
from frontend.store.refunding import asked_parts, written_parts
from frontend.studio.sales.disputed import disputed
from market.flows.refund import refund_lines
from market.orders.models import Order, OrderLine
from market.orders.queries import sales_of, sold_order
from market.orders.shown import sale_shown
from market.payments.models import RefundReason
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.listing import CursorAsked, by_cursor

SHOWN = 30


@never_cache
@require_safe
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """The newest first; `?cursor=` goes on below."""
    own = _own(request)
    asked = CursorAsked(cursor=cursor_of(request), limit=SHOWN)
    found = by_cursor(sales_of(own), of=f"sales {own}", order=("-pk",), asked=asked)
    sales = [sale_shown(line) for line in found.items]
    facts = {"sales": sales, "disputed": disputed(found.items), "next": found.next, "is_later": bool(asked.cursor)}
    return render(request, "studio/sales/list.html", facts)


@never_cache
@require_safe
@access(Who.MEMBER, owned=True)
def one(request: HttpRequest, order_id: str) -> HttpResponse:
    """One order, as far as it is theirs."""
    return render(request, "studio/sales/one.html", _facts(request, _order(request, order_id)))


@require_POST
@access(Who.MEMBER, owned=True)
@fresh
def refund(request: HttpRequest, order_id: str) -> HttpResponse:
    """Give back all or a part of one's own lines; refusals are shown and nothing typed is lost."""
    order = _order(request, order_id)
    lines = _lines(request, order)
    try:
        refund_lines(
            order_id=order.public_id,
            parts=asked_parts(request.POST, lines, order.currency),
            reason=RefundReason.REQUESTED,
            words=request.POST.get("words", "").strip()[:500],
            by=visitor_of(request),
            now=clock.now(),
        )
    except Refusal as refusal:
        facts = _facts(request, order) | {"wrong": str(refusal), "typed": request.POST}
        return render(request, "studio/sales/one.html", facts, status=refusal.status)
    messages.success(request, _("The refund is on its way. You see here when it has arrived."))
    return redirect("studio_order", order.public_id)


def _facts(request: HttpRequest, order: Order) -> dict[str, Any]:
    lines = _lines(request, order)
    return {
        "order": order,
        "sales": [sale_shown(line) for line in lines],
        "disputed": disputed(lines),
        "parts": written_parts(lines, order.currency),
        "buyer": str(order.buyer),
    }


def _lines(request: HttpRequest, order: Order) -> list[OrderLine]:
    return list(sales_of(_own(request)).filter(order=order).order_by("place"))


def _order(request: HttpRequest, order_id: str) -> Order:
    return sold_order(_own(request), order_id)


def _own(request: HttpRequest) -> int:
    return visitor_of(request).user_id or 0

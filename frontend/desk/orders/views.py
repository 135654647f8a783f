"""`/desk/orders/`: every order, live by `sales.desk`; one with all that is known of it; refunds with a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.account.security.fresh import fresh
from frontend.store.orders.papers import answer_paper
from frontend.store.paged import cursor_of
from frontend.store.refunding import asked_parts, written_parts
from market.flows.refund import refund_lines
from market.orders.models import Order, OrderState, Paper
from market.orders.queries import any_order
from market.orders.shown import desk_shown, heads_of, order_shown
from market.payments.models import RefundReason
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from project.base.listing import CursorAsked, by_cursor

SHOWN = 40


@never_cache
@require_safe
@access(Who.STAFF)
def show(request: HttpRequest) -> HttpResponse:
    """The newest first; `?state=` shows one state, `?find=` the order of that id, `?cursor=` goes on below."""
    state = request.GET.get("state", "")
    rows = Order.objects.filter(state=state) if state in OrderState.values else Order.objects.all()
    if found := request.GET.get("find", "").strip()[:40]:
        rows = rows.filter(public_id=found)
    asked = CursorAsked(cursor=cursor_of(request), limit=SHOWN)
    page = by_cursor(rows.select_related("buyer"), of=f"desk orders {state} {found}", order=("-pk",), asked=asked)
    desk = desk_shown(clock.now())
    facts = {
        "orders": heads_of(page.items),
        "next": page.next,
        "waiting": desk["waiting"],
        "today": desk["today"],
        "states": OrderState.choices,
        "state": state,
        "find": found,
        "is_later": bool(asked.cursor),
    }
    return render(request, "desk/orders/list.html", facts)


@never_cache
@require_safe
@access(Who.STAFF)
def one(request: HttpRequest, order_id: str) -> HttpResponse:
    """One order: everything its buyer sees, who they are, and what the provider calls it."""
    return render(request, "desk/orders/one.html", _facts(any_order(order_id)))


@require_POST
@access(Who.STAFF)
@fresh
def refund(request: HttpRequest, order_id: str) -> HttpResponse:
    """Give back a part of any lines, for a reason that is kept; refusals are shown and nothing typed is lost."""
    order = any_order(order_id)
    reason = request.POST.get("reason", "")
    try:
        refund_lines(
            order_id=order.public_id,
            parts=asked_parts(request.POST, order.lines.order_by("place"), order.currency),
            reason=RefundReason(reason) if reason in RefundReason.values else RefundReason.OTHER,
            words=request.POST.get("words", "").strip()[:500],
            by=visitor_of(request),
            now=clock.now(),
            as_staff=True,
        )
    except Refusal as refusal:
        facts = _facts(order) | {"wrong": str(refusal), "typed": request.POST}
        return render(request, "desk/orders/one.html", facts, status=refusal.status)
    messages.success(request, _("The refund is on its way."))
    return redirect("desk_order", order.public_id)


@require_safe
@access(Who.STAFF)
def paper(request: HttpRequest, order_id: str, paper_id: str) -> HttpResponse:
    """A paper of any order."""
    found = Paper.objects.filter(order=any_order(order_id), public_id=paper_id).first()
    if found is None:
        raise Http404
    return answer_paper(request, found)


def _facts(order: Order) -> dict[str, Any]:
    return {
        "row": order,
        "order": order_shown(order),
        "payments": order.payments.order_by("attempt").prefetch_related("refunds", "disputes"),
        "parts": written_parts(order.lines.order_by("place"), order.currency) if order.paid_at else [],
        "reasons": RefundReason.choices,
    }

"""`/studio/earnings/`: where a seller's money stands, what it waits for, and every movement with its order; live."""

from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.store.paged import cursor_of
from market.flows.traced import orders_behind
from market.ledger.lines import Cause
from market.ledger.models import Entry
from market.ledger.queries import Figures, entries_of, figures_of
from market.orders.queries import sales_of
from market.payments.models import DisputeLine
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base.listing import CursorAsked

SHOWN, PENDING_SHOWN = 40, 20


@never_cache
@require_safe
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """Five figures for each currency, what becomes available when, and what moved."""
    own = visitor_of(request).user_id or 0
    found = entries_of(own, asked=CursorAsked(cursor=cursor_of(request), limit=SHOWN))
    pending = sales_of(own).filter(released_at=None, releases_at__isnull=False, refunded_minor__lt=F("total_minor"))
    # What a bank has taken back is not on its way to anybody until it is decided.
    pending = pending.exclude(disputes__in=DisputeLine.objects.filter(dispute__closed_at=None))
    facts: dict[str, Any] = {
        "figures": figures_of(own) or {settings.CURRENCIES[0]: Figures()},
        "pending": pending.order_by("releases_at", "pk")[:PENDING_SHOWN],
        "moved": traced(found.items),
        "next": found.next,
        "hold_days": settings.HOLD_DAYS,
    }
    return render(request, "studio/sales/earnings.html", facts)


def traced(entries: Any) -> list[dict[str, Any]]:
    """Movements, each with the order that it came of."""
    rows: list[Entry] = list(entries)
    orders = orders_behind(Cause(row.transfer.cause_kind, row.transfer.cause_id) for row in rows)
    return [{"entry": row, "order": orders.get(Cause(row.transfer.cause_kind, row.transfer.cause_id))} for row in rows]

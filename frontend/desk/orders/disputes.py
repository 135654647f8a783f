"""`/desk/orders/disputes/`: what banks took back or ask about, the most urgent first; live by `sales.desk`."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from market.payments.models import Dispute
from project.accounts.access import Who, access

SHOWN = 100


@never_cache
@require_safe
@access(Who.STAFF)
def show(request: HttpRequest) -> HttpResponse:
    """Open ones by when an answer is due, then the last that were closed."""
    rows = Dispute.objects.select_related("payment__order__buyer")
    facts = {
        "open": rows.filter(closed_at=None).order_by(F("evidence_due_at").asc(nulls_last=True), "pk")[:SHOWN],
        "closed": rows.filter(closed_at__isnull=False).order_by("-closed_at")[:SHOWN],
    }
    return render(request, "desk/orders/disputes.html", facts)

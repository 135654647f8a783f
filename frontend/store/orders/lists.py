"""`/orders/`: everything somebody ordered, live by `orders.<person>`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.store.paged import cursor_of
from market.orders.queries import orders_of
from market.orders.shown import heads_of
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base.listing import CursorAsked, by_cursor

SHOWN = 20


@never_cache
@require_safe
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """The newest first; `?cursor=` goes on below."""
    person_id = visitor_of(request).user_id or 0
    asked = CursorAsked(cursor=cursor_of(request), limit=SHOWN)
    found = by_cursor(orders_of(person_id), of=f"orders {person_id}", order=("-placed_at",), asked=asked)
    facts = {"orders": heads_of(found.items), "next": found.next, "is_later": bool(asked.cursor)}
    return render(request, "store/orders/list.html", facts)

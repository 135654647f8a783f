"""Addresses of the same list with one thing changed: another page, order or category, or a filter less."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse

NOT_KEPT = ("page", "category")


def same_but(request: HttpRequest, **changes: str) -> str:
    """The query of this address with these changes, from the first page on; what is empty is left out."""
    query = _query(request)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


def without(request: HttpRequest, name: str, value: str = "") -> str:
    """The query of this address without a filter, or without one of its values."""
    query = _query(request)
    left = [kept for kept in query.getlist(name) if value and kept != value]
    query.setlist(name, left) if left else query.pop(name, None)
    return f"?{query.urlencode()}" if query else "?"


def at_category(request: HttpRequest, path: str) -> str:
    """This list in another category, or in all of them."""
    query = _query(request)
    page = reverse("category", args=[path]) if path else reverse("products")
    return f"{page}?{query.urlencode()}" if query else page


def _query(request: HttpRequest) -> QueryDict:
    query = request.GET.copy()
    for name in [name for name in query if name in NOT_KEPT or not any(query.getlist(name))]:
        del query[name]
    return query

"""Filters as conditions on documents: each of them alone, so that a facet can be counted without its own."""

from django.conf import settings
from django.db.models import Q, QuerySet

from market.finding.models import Document, Lowest
from market.finding.search.wanted import Wanted


def filtered(rows: QuerySet[Document], wanted: Wanted) -> QuerySet[Document]:
    """Those of the documents that all filters let through."""
    asked = Q()
    for name in ("kind", "seller"):
        if value := getattr(wanted, name):
            asked &= Q(**{name: value})
    if wanted.category:
        asked &= Q(category=wanted.category) | Q(category__startswith=f"{wanted.category}/")
    for name, values in (
        ("pricing", [wanted.pricing]),
        ("currencies", [wanted.currency]),
        ("tags", wanted.tags),
        ("traits", wanted.traits),
    ):
        if present := [value for value in values if value]:
            asked &= Q(**{f"{name}__contains": present})
    if wanted.free:
        asked &= Q(is_free=True)
    if wanted.is_priced:
        asked &= Q(pk__in=_priced(wanted).values("document"))
    return rows.filter(asked)


def currency_of(wanted: Wanted) -> str:
    """The currency that prices are asked in."""
    return wanted.currency or str(settings.CURRENCIES[0])


def _priced(wanted: Wanted) -> QuerySet[Lowest]:
    rows = Lowest.objects.filter(currency=currency_of(wanted))
    if wanted.price_min is not None:
        rows = rows.filter(amount_minor__gte=wanted.price_min)
    if wanted.price_max is not None:
        rows = rows.filter(amount_minor__lte=wanted.price_max)
    return rows

"""What an address asks a list for. What it says that means nothing is left out: an old link still shows something."""

from django.http import HttpRequest, QueryDict

from market.catalog.models import Pricing, ProductKind
from market.finding.search.wanted import LONGEST, SORTS, Wanted
from project.base.money import AmountNotValid, read_amount

MOST = 10
LONGEST_VALUE = 120


def wanted_of(request: HttpRequest, *, category: str, currency: str) -> Wanted:
    """The words, filters and order of `?search=&kind=&tag=…`; prices are typed in the reader's currency."""
    asked = request.GET
    least, most = _amount(asked, "price_min", currency), _amount(asked, "price_max", currency)
    sort = asked.get("sort", "")
    return Wanted(
        search=" ".join(asked.get("search", "").replace("\x00", " ").split())[:LONGEST],
        category=category or asked.get("category", "").strip("/")[:250],
        kind=_one_of(asked, "kind", ProductKind.values),
        pricing=_one_of(asked, "pricing", Pricing.values),
        currency=currency if least is not None or most is not None or sort.startswith("price") else "",
        price_min=least,
        price_max=most,
        free=bool(asked.get("free")),
        tags=_all(asked, "tag"),
        traits=_all(asked, "trait"),
        seller=asked.get("seller", "")[:32],
        sort=next((known for known in SORTS if known == sort), ""),
    )


def page_of(request: HttpRequest, *, last: int) -> int:
    """The page by number; what is no number is the first."""
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), last)


def _amount(asked: QueryDict, name: str, currency: str) -> int | None:
    text = asked.get(name, "").strip()
    try:
        return read_amount(text[:20], currency) if text else None
    except AmountNotValid:
        return None


def _one_of(asked: QueryDict, name: str, known: list[str]) -> str:
    value = asked.get(name, "")
    return value if value in known else ""


def _all(asked: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(sorted({value[:LONGEST_VALUE] for value in asked.getlist(name) if value}))[:MOST]

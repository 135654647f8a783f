"""Counts beside filters are what counting by hand says, whatever is chosen."""

from itertools import product as every
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.catalog.models import Product
from market.finding.models import Document, Lowest
from market.finding.search.facets import count_facets
from market.finding.search.listing import list_page
from market.finding.search.matching import match, matched
from market.finding.search.wanted import Wanted
from tests.market.finding.found import index
from tests.market.people import ada, cyd, product, tier

pytestmark = pytest.mark.django_db
KINDS, PLACES, TAGS = ("prompt", "api"), ("prompts", "prompts/law", "tools/web"), (("a",), ("a", "b"), ())
MAYBE = [None, 0, 500, 1000, 1500]


@pytest.fixture
def shop() -> list[Document]:
    for number, (kind, place, tags) in enumerate(every(KINDS, PLACES, TAGS)):
        made = product(
            cyd() if number % 3 else ada(),
            kind=kind,
            at=place,
            tags=tags,
            title=f"{'Heron' if number % 2 else 'Gull'} {number}",
            prices={"USD": 250 * number, **({"EUR": 100} if number % 4 == 0 else {})},
            attributes={"licence": "mit" if number % 2 else "personal"},
        )
        if number % 5 == 0:
            tier(made, pricing="free")
    index()
    return list(Document.objects.all())


WANTED = st.builds(
    Wanted,
    search=st.sampled_from(["", "heron", "gull"]),
    kind=st.sampled_from(["", *KINDS]),
    category=st.sampled_from(["", "prompts", "prompts/law", "tools", "pro"]),
    tags=st.sampled_from([(), ("a",), ("a", "b"), ("c",)]),
    currency=st.sampled_from(["", "USD", "EUR"]),
    price_min=st.sampled_from(MAYBE),
    price_max=st.sampled_from(MAYBE),
    free=st.booleans(),
    pricing=st.sampled_from(["", "one_time", "free"]),
    sort=st.sampled_from(["", "newest", "price_up", "popular"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=WANTED)
def test_every_count_is_what_counting_by_hand_says(shop: list[Document], wanted: Wanted) -> None:
    found = match(wanted.search)
    pks = set(matched(Document.objects.all(), found).values_list("pk", flat=True))
    rows = [row for row in shop if row.pk in pks]
    prices = {(low.document_id, low.currency): low.amount_minor for low in Lowest.objects.all()}

    facets = count_facets(wanted, found)

    def left(facet: str = "") -> list[Document]:
        return [row for row in rows if _fits(row, wanted.without(facet) if facet else wanted, prices)]

    assert facets.total == len(left())
    assert facets.counts["kind"] == _tally(row.kind for row in left("kind"))
    assert facets.counts["tag"] == _tally(tag for row in left("tag") for tag in row.tags)
    assert facets.counts["pricing"] == _tally(one for row in left("pricing") for one in row.pricing)
    assert facets.counts["trait"] == _tally(one for row in left("trait") for one in row.traits)
    assert facets.counts["free"].get("true", 0) == sum(row.is_free for row in left("price"))
    branches = (path for row in left("category") for path in _prefixes(row.category))
    assert facets.counts["category"] == _tally(branches)
    listed = list_page(wanted, page=1, limit=100).products
    slugs = set(Product.objects.filter(pk__in=[row.pk for row in left()]).values_list("slug", flat=True))
    assert {one.slug for one in listed} == slugs


def _fits(row: Document, wanted: Wanted, prices: dict[tuple[int, str], int]) -> bool:
    price = prices.get((row.pk, wanted.currency or "USD"))
    least, most = wanted.price_min, wanted.price_max
    return (
        wanted.kind in {"", row.kind}
        and (not wanted.category or f"{row.category}/".startswith(f"{wanted.category}/"))
        and set(wanted.tags) <= set(row.tags)
        and (not wanted.currency or wanted.currency in row.currencies)
        and (not wanted.pricing or wanted.pricing in row.pricing)
        and (not wanted.free or row.is_free)
        and (not wanted.is_priced or price is not None)
        and (least is None or (price is not None and price >= least))
        and (most is None or (price is not None and price <= most))
    )


def _prefixes(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _tally(values: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts

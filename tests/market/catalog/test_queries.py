"""Reading the catalogue: who sees what, at what cost, and what is never in it."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.catalog.models import Product
from market.catalog.queries import find_for_sale, for_sale_by_slug, price_of, product_facts
from project.base.errors import NotFound
from tests.market.people import SECRET, ada, product, tier, tier_of

pytestmark = pytest.mark.django_db


def test_what_is_approved_is_found_by_its_slug_and_its_id() -> None:
    made = product(ada(), title="Release notes")

    assert for_sale_by_slug(made.slug) == made
    assert find_for_sale(made.public_id) == made


@pytest.mark.parametrize(
    "fields", [{"state": "draft"}, {"state": "submitted"}, {"is_paused": True}, {"deleted_at": "2026-01-01T00:00Z"}]
)
def test_what_is_not_for_sale_is_not_found(fields: dict[str, Any]) -> None:
    made = product(ada(), **fields)

    for name in (made.slug, made.public_id):
        with pytest.raises(NotFound):
            find_for_sale(name)


def test_nothing_of_a_suspended_seller_is_for_sale() -> None:
    seller = ada()
    made = product(seller)
    seller.is_active = False
    seller.save()

    with pytest.raises(NotFound):
        for_sale_by_slug(made.slug)


def test_a_tier_has_a_price_for_each_currency_it_is_sold_in() -> None:
    made = product(ada(), prices={"USD": 900, "JPY": 1200})
    free = tier(made, name="Free", pricing="free")

    assert [price_of(tier_of(made), code) for code in ("USD", "JPY", "EUR")] == [900, 1200, None]
    assert price_of(free, "EUR") == 0


def test_facts_of_thirty_products_take_as_many_queries_as_those_of_three() -> None:
    def queries(many: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(product_facts(Product.objects.order_by("pk")[:many])) == many
        return len(asked)

    for _ in range(30):
        product(ada(), tags=["fast", "small"], prices={"USD": 500, "EUR": 500})

    assert queries(30) == queries(3)
    assert queries(3) <= 8


def test_facts_hold_nothing_of_what_is_paid_for() -> None:
    made = product(ada(), files={"secret-plans.txt": b"plans"})
    path = made.versions.get().files.get().path

    told = json.dumps(asdict(product_facts([made])[0]), default=str)

    assert SECRET not in told
    assert path not in told

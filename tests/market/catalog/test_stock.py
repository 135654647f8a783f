"""Scarce tiers: never more than there are, whoever asks, and the database has the last word."""

import pytest
from django.db import IntegrityError, transaction

from market.catalog.models import Tier
from market.catalog.stock import release, reserve, sell
from tests.market.people import ada, product, tier_of

pytestmark = pytest.mark.django_db


def counts(tier: Tier) -> tuple[int | None, int, int]:
    tier.refresh_from_db()
    return tier.stock, tier.reserved, tier.sold


def test_no_more_are_reserved_than_there_are() -> None:
    tier = tier_of(product(ada(), stock=3))

    assert [reserve(tier.pk, 2), reserve(tier.pk, 2), reserve(tier.pk, 1)] == [True, False, True]
    assert counts(tier) == (3, 3, 0)


def test_what_is_released_can_be_had_again() -> None:
    tier = tier_of(product(ada(), stock=1))
    reserve(tier.pk, 1)

    assert release(tier.pk, 1)
    assert reserve(tier.pk, 1)
    assert counts(tier) == (1, 1, 0)


def test_what_is_sold_is_gone() -> None:
    tier = tier_of(product(ada(), stock=1))
    reserve(tier.pk, 1)

    assert sell(tier.pk, 1)
    assert not reserve(tier.pk, 1)
    assert counts(tier) == (1, 0, 1)


def test_nothing_is_released_or_sold_that_was_not_reserved() -> None:
    tier = tier_of(product(ada(), stock=5))

    assert not release(tier.pk, 1)
    assert not sell(tier.pk, 1)
    assert counts(tier) == (5, 0, 0)


def test_of_what_has_no_end_there_is_always_another() -> None:
    tier = tier_of(product(ada()))

    assert all(reserve(tier.pk, 99) for _ in range(3))


def test_a_tier_that_is_not_sold_any_more_is_not_reserved() -> None:
    tier = tier_of(product(ada(), stock=5))
    Tier.objects.filter(pk=tier.pk).update(is_active=False)

    assert not reserve(tier.pk, 1)


@pytest.mark.parametrize("counted", [{"reserved": 4}, {"sold": 4}, {"reserved": 2, "sold": 2}])
def test_the_database_refuses_to_oversell(counted: dict[str, int]) -> None:
    tier = tier_of(product(ada(), stock=3))

    with pytest.raises(IntegrityError, match="catalog_never_oversold"), transaction.atomic():
        Tier.objects.filter(pk=tier.pk).update(**counted)

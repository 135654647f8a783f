"""Which rate a sale pays: the seller's own, the nearest category's, the default."""

import pytest

from market.catalog.commission import commission_bps_for
from market.catalog.models import CommissionRate
from tests.market.people import ada, category, cyd, product

pytestmark = pytest.mark.django_db


def test_without_any_rate_the_default_is_taken() -> None:
    assert commission_bps_for(product(ada())) == 1000


def test_a_categorys_rate_holds_for_everything_below_it() -> None:
    made = product(ada(), at="models/vision/faces")
    CommissionRate.objects.create(category=category("models"), bps=700)

    assert commission_bps_for(made) == 700
    assert commission_bps_for(product(ada(), at="prompts")) == 1000


def test_the_nearest_category_wins() -> None:
    made = product(ada(), at="models/vision/faces")
    CommissionRate.objects.create(category=category("models"), bps=700)
    CommissionRate.objects.create(category=category("models/vision"), bps=600)

    assert commission_bps_for(made) == 600


def test_a_sellers_own_rate_wins_over_the_categorys() -> None:
    made, other = product(ada(), at="models"), product(cyd(), at="models")
    CommissionRate.objects.create(category=category("models"), bps=700)
    CommissionRate.objects.create(seller=ada(), bps=0)

    assert commission_bps_for(made) == 0
    assert commission_bps_for(other) == 700

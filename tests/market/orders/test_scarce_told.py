"""Who looks at something scarce, or has it in their cart, hears when the last one is kept for somebody else."""

import pytest

from market.cart.models import CartTelling
from market.catalog.live import product_live
from realtime.models import EventRow
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, cyd, product

pytestmark = pytest.mark.django_db


def test_page_and_carts_hear_that_the_last_one_is_kept(stripe: Stripe) -> None:
    last = product(ada(), stock=1)
    till.fill(cyd(), last)

    till.check_out(ben(), last)

    frame = EventRow.objects.filter(topic__name=f"product.{last.public_id}").latest("seq").frame
    assert product_live(last)["tiers"][0]["left"] == 0
    assert '"left":0' in frame
    assert CartTelling.objects.filter(product=last).exists()


def test_what_has_no_end_is_told_to_nobody(stripe: Stripe) -> None:
    endless = product(ada())

    till.check_out(ben(), endless)

    assert not EventRow.objects.filter(topic__name=f"product.{endless.public_id}").exists()

"""What topics tell of orders fits into one frame, whatever was bought and however much happened to it."""

import pytest
from django.conf import settings

from market.flows.demo import pay_demo, place_demo
from market.orders.models import Order, OrderLine
from market.orders.steps import note_step
from market.orders.telling import news_of
from project.base import clock
from realtime.events import encode
from tests.market.people import ada, ben, product, tier_of

pytestmark = pytest.mark.django_db
ROOM_FOR_NAMES = 300


def largest_order() -> Order:
    """Fifty lines of the longest names, and a timeline without end."""
    tiers = [tier_of(product(ada(), title="🦢" * 120)) for _number in range(50)]
    order = pay_demo(place_demo(ben(), tiers, key="largest", now=clock.now()), clock.now())
    OrderLine.objects.filter(order=order).update(tier_name="🦢" * 60, seller_name="🦢" * 60, releases_at=clock.now())
    for _number in range(200):
        note_step(order=order, kind="payment_declined", facts={"why": "🦢" * 200}, now=clock.now())
    return order


def test_the_largest_order_is_told_in_one_frame() -> None:
    order = largest_order()

    for event in news_of(order, now=clock.now()):
        assert len(encode(event.data()).encode()) < settings.RT_OUTBOUND_BYTES - ROOM_FOR_NAMES, event.topic

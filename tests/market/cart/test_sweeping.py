"""Carts that nobody touched go, a guest's sooner than a member's."""

from datetime import timedelta

import pytest
from django.conf import settings

from market.cart.models import Cart, CartLine
from market.cart.sweeping import sweep_old_carts
from project.accounts.models import User
from project.base import clock
from realtime.models import EventRow
from tests.market import people
from tests.market.cart.shelf import put

pytestmark = pytest.mark.django_db


def test_old_carts_go_with_their_lines_and_their_tabs_are_told() -> None:
    ben, gil, heron = people.ben(), User.objects.create_guest(name=""), people.product(people.ada())
    put(ben, heron)
    put(gil, heron)
    later = clock.now() + timedelta(days=settings.GUEST_CARTS_KEPT_DAYS, minutes=1)

    assert sweep_old_carts(now=later) == 1
    assert list(Cart.objects.values_list("person", flat=True)) == [ben.pk]
    assert EventRow.objects.filter(topic__name=f"cart.{gil.public_id}").count() == 2

    assert sweep_old_carts(now=later + timedelta(days=settings.CARTS_KEPT_DAYS)) == 1
    assert not CartLine.objects.exists()

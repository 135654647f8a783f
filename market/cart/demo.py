"""A cart to look at: the demo's buyer means to buy three things, one of which costs another price by now."""

from contextlib import suppress

from django.conf import settings

from market.cart.actions import add
from market.cart.models import Cart, CartLine
from market.catalog.models import Pricing, Product, Tier
from project.accounts.models import User
from project.base import clock
from project.base.errors import Refusal

MEANT = 3
CHEAPER_MINOR = 100


def load() -> None:
    """Fill it, unless there is one; nothing without demo people and a catalogue."""
    buyer = User.objects.filter(is_demo=True, email__startswith="buyer").first()
    if buyer is None or Cart.objects.filter(person=buyer).exists():
        return
    currency = settings.CURRENCIES[0]
    for tier in _tiers(buyer, currency):
        with suppress(Refusal):
            add(person_id=buyer.pk, tier_id=tier.public_id, currency=currency, now=clock.now())
        if CartLine.objects.filter(cart__person=buyer).count() == MEANT:
            break
    first = CartLine.objects.filter(cart__person=buyer, seen_minor__gt=CHEAPER_MINOR).first()
    if first is not None and first.seen_minor is not None:
        CartLine.objects.filter(pk=first.pk).update(seen_minor=first.seen_minor - CHEAPER_MINOR)


def _tiers(buyer: User, currency: str) -> list[Tier]:
    """One of each product that is for sale, the newest first."""
    products = Product.objects.for_sale().exclude(seller=buyer)
    sold = Tier.objects.filter(
        product__in=products, is_active=True, place=0, pricing=Pricing.ONE_TIME, prices__currency=currency
    )
    return list(sold.order_by("-product__approved_at", "-product")[:20])

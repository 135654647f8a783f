"""What costs nothing, taken with one press: an order without a payment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from market.cart.buying import ask_buyer
from market.cart.refusals import AlreadyOwned, NotForSale, OwnProduct
from market.cart.standing import is_for_sale
from market.catalog.models import Pricing, Tier
from market.flows.delivering import deliver_free
from market.flows.telling import stock_changed
from market.orders.models import Grant, Order
from market.orders.placing import LineAsked, OrderAsked, place_order
from market.orders.telling import news_of
from project.accounts.models import User
from project.base import limits
from project.base.errors import NotFound, Refusal
from realtime.publish import publish


class NotFree(Refusal):
    """This is paid for: put it into the cart."""

    message = _("This is not free.")


def take_free(*, person_id: int, tier_id: str, currency: str = "USD", now: datetime) -> Order:
    """Have a free tier (its public id) at once. Raises `AddressNotVerified`, `NotFound`, `NotFree`, `NotForSale`,
    `OwnProduct`, `AlreadyOwned`, `SoldOut`, `TooManyTries`.
    """
    ask_buyer(person_id)
    limits.ask("gifts", f"person {person_id}")
    tier = Tier.objects.select_related("product__seller", "product__category").filter(public_id=tier_id).first()
    if tier is None or tier.product.approved_at is None:
        raise NotFound
    _check(tier, person_id)
    with transaction.atomic():
        # Pressed twice at once: the second waits here, and then has it already.
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        held = Grant.objects.filter(person_id=person_id, tier=tier, revoked_at=None)
        if held.exists():
            raise AlreadyOwned
        count = Order.objects.filter(buyer_id=person_id, key__startswith=f"free-{tier.pk}-").count()
        line = LineAsked(tier=tier, quantity=1, unit_minor=0, commission_bps=0)
        asked = OrderAsked(
            buyer_id=person_id,
            key=f"free-{tier.pk}-{count}",
            currency=currency,
            lines=[line],
            billing={},
            tax_facts={},
            expires_at=None,
            is_gift=True,
        )
        order = Order.objects.select_related("buyer").get(pk=place_order(asked, now=now).pk)
        deliver_free(order, now=now)
        publish(*news_of(order, now=now), *stock_changed(order, now=now), at=now)
    return order


def _check(tier: Tier, person_id: int) -> None:
    if not is_for_sale(tier):
        raise NotForSale
    if tier.pricing != Pricing.FREE:
        raise NotFree
    if tier.product.seller_id == person_id:
        raise OwnProduct

"""Tiers: what can be put into a cart. Each says how it is priced, and has a price for each currency it is sold in."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models.products import Product
from project.base.ids import public_id


def new_tier_id() -> str:
    """An id for a new tier."""
    return public_id("tier")


class Pricing(models.TextChoices):
    """How a tier is paid for."""

    ONE_TIME = "one_time", _("One payment")
    RECURRING = "recurring", _("Subscription")
    FREE = "free", _("Free")
    PAY_WHAT_YOU_WANT = "pay_what_you_want", _("Pay what you want")


class Interval(models.TextChoices):
    """How often a subscription is paid."""

    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Tier(models.Model):
    """One way to buy a product.

    A scarce one has a stock, of which what is reserved and sold is never more than there is.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="tiers")
    public_id = models.CharField(max_length=32, unique=True, default=new_tier_id, editable=False)
    name = models.CharField(max_length=60)
    about = models.CharField(max_length=300, blank=True)
    pricing = models.CharField(max_length=17, choices=Pricing, default=Pricing.ONE_TIME)
    interval = models.CharField(max_length=5, choices=Interval, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    # Most that one person may buy at once: 1 for what is had or not had, more for seats.
    most = models.PositiveSmallIntegerField(default=1)
    stock = models.PositiveIntegerField(null=True, blank=True)
    reserved = models.PositiveIntegerField(default=0)
    sold = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tier")
        ordering: ClassVar = ["place", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(stock__gte=F("reserved") + F("sold")), name="catalog_never_oversold"
            ),
            models.CheckConstraint(
                condition=Q(pricing="recurring") & ~Q(interval="") | ~Q(pricing="recurring") & Q(interval=""),
                name="catalog_only_subscriptions_recur",
            ),
            models.CheckConstraint(condition=Q(most__gte=1, most__lte=99), name="catalog_most_is_sensible"),
        ]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """What a tier costs in one currency; the least that is taken where people pay what they want.

    Free ones have none.
    """

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="prices")
    currency = models.CharField(max_length=3)
    amount_minor = models.PositiveBigIntegerField()
    suggested_minor = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("price")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tier", "currency"], name="catalog_one_price_a_currency"),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="catalog_currency_is_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"

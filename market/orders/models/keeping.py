"""What an order keeps for its buyer while it waits, and what it grants once it is paid."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models import File, Product, Tier
from market.orders.models.orders import OrderLine
from project.base import clock
from project.base.ids import public_id


def new_grant_id() -> str:
    """An id for a new grant."""
    return public_id("grt")


class ReservationState(models.TextChoices):
    """HELD counts in `Tier.reserved`, SOLD in `Tier.sold`, RELEASED in neither."""

    HELD = "held", _("held")
    SOLD = "sold", _("sold")
    RELEASED = "released", _("released")


class Reservation(models.Model):
    """So many of a scarce tier, kept for one order line until a moment."""

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="reservation")
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=ReservationState, default=ReservationState.HELD)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reservation")
        indexes: ClassVar = [
            models.Index(fields=["expires_at"], condition=Q(state="held"), name="orders_reservations_held"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.tier_id}"


class Grant(models.Model):
    """What a buyer may read and download, as long as it is not revoked.

    One for each line, whatever is said how often.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_grant_id, editable=False)
    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="grant")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(default=1)
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("grant")
        indexes: ClassVar = [models.Index(fields=["person", "product"], name="orders_grants_of_person")]

    def __str__(self) -> str:
        return self.public_id


class Download(models.Model):
    """A file was fetched, by whom and when: what a buyer sees counted, and what a dispute is answered with."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="downloads")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    address_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("download")
        indexes: ClassVar = [models.Index(fields=["grant", "file", "at"], name="orders_downloads")]

    def __str__(self) -> str:
        return f"{self.file_id} by {self.grant_id}"

"""What reconciling knows: how far it has read, every movement of the provider's balance, and what does not fit."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from market.payments.models.payments import Provider
from project.base import clock


class ReadUpTo(models.Model):
    """How far one of the provider's lists was read."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading position")

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class ProviderMove(models.Model):
    """A movement of the balance that the provider keeps for us, as it was read."""

    provider = models.CharField(max_length=8, choices=Provider, default=Provider.STRIPE)
    move_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=120, blank=True)
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("movement at the provider")
        indexes: ClassVar = [models.Index(fields=["source"], name="payments_moves_of")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "move_id"], name="payments_one_move_an_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.move_id}"


class Difference(models.Model):
    """Something at the provider that does not fit what we know; settled when it does."""

    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("difference")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="payments_one_difference_an_object"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

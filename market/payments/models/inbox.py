"""What providers told us: every event once, kept before it is answered, handled when there is time."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.payments.models.payments import Provider
from project.base import clock


class ProviderEvent(models.Model):
    """One event of a provider. Its payload is a hint: the object is fetched again when it is handled."""

    provider = models.CharField(max_length=8, choices=Provider)
    event_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=120, blank=True)
    payload = models.JSONField()
    received_at = models.DateTimeField(default=clock.now, editable=False)
    handled_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("provider event")
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(handled_at=None), name="payments_events_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="payments_one_event_an_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"

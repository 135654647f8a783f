"""Rows of outgoing webhooks: an endpoint that follows one topic, and what is to be delivered to it, in order."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id


def new_endpoint_id() -> str:
    """An id for a new endpoint."""
    return public_id("whe")


def new_delivery_id() -> str:
    """An id for a new delivery: it stays the same at every attempt, so receivers can drop doubles."""
    return public_id("whd")


class Endpoint(models.Model):
    """An address that is told every event of a topic, and how far it has been told.

    `active`: told. `paused`: by its owner. `dead`: switched off after failing for days, or because it said 410.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_endpoint_id, editable=False)
    topic = models.CharField(max_length=100, db_index=True)
    url = models.CharField(max_length=500)
    sealed_secret = models.TextField()
    state = models.CharField(max_length=6, default="active")
    collected_seq = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("webhook endpoint")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["active", "paused", "dead"]), name="webhook_endpoint_state_is_known"
            ),
            models.UniqueConstraint(fields=["topic", "url"], name="webhook_address_once_a_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Delivery(models.Model):
    """One event for one endpoint. `waiting` until the endpoint took it (`done`) or refused it for good (`refused`).

    `seq` is null for a test. `tries` remembers the last attempts: `{"at", "status", "says", "ms"}`.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_delivery_id, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    seq = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    body = models.TextField()
    state = models.CharField(max_length=7, default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    tries = models.JSONField(default=list)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("webhook delivery")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["endpoint", "id"], condition=Q(state="waiting"), name="webhook_waiting"),
            models.Index(fields=["created_at"], name="webhook_created"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endpoint", "seq"], name="webhook_event_once_an_endpoint"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "refused"]), name="webhook_delivery_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

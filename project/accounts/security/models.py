"""Rows about safety: the browsers a person has used, and the wish to be let in without the factors that were lost."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id


def new_device_id() -> str:
    """An id for a device."""
    return public_id("dev")


def new_reset_id() -> str:
    """An id for a way back."""
    return public_id("wbk")


class KnownDevice(models.Model):
    """A browser in which somebody has signed in: it holds a cookie of 160 bits, this row the digest of it.

    While `trusted_until` lies ahead this person is asked for no second factor there.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_device_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    user_agent = models.CharField(max_length=200, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    trusted_at = models.DateTimeField(null=True)
    trusted_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        constraints: ClassVar = [
            models.UniqueConstraint("user", "digest", name="device_is_known_once_to_a_person"),
            models.CheckConstraint(
                condition=Q(trusted_at__isnull=True, trusted_until__isnull=True)
                | Q(trusted_until__gt=models.F("trusted_at")),
                name="device_is_trusted_from_until",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class FactorReset(models.Model):
    """Somebody says that their factors are lost: after three days without an objection they are taken away."""

    class State(models.TextChoices):
        """Asked, called off, or done."""

        ASKED = "asked", _("asked")
        CANCELLED = "cancelled", _("cancelled")
        DONE = "done", _("done")

    public_id = models.CharField(max_length=32, unique=True, default=new_reset_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factor_resets")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    code_digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("way back")
        verbose_name_plural = _("ways back")
        constraints: ClassVar = [
            models.UniqueConstraint("user", condition=Q(state="asked"), name="one_way_back_at_a_time"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "cancelled", "done"]), name="way_back_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", ended_at__isnull=True) | (~Q(state="asked") & Q(ended_at__isnull=False)),
                name="way_back_ends_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index("due_at", condition=Q(state="asked"), name="ways_back_due"),
        ]

    def __str__(self) -> str:
        return self.public_id

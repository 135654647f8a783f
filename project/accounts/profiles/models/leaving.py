"""Work that a person asks for about all that is theirs: to be given a copy of it, and to be deleted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id


def new_export_id() -> str:
    """An id for a new export."""
    return public_id("exp")


class DataExport(models.Model):
    """A copy of what we hold about a person. `running` under a lease; `ready` until it expires."""

    class State(models.TextChoices):
        """How far it has come."""

        REQUESTED = "requested", _("waiting")
        RUNNING = "running", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("expired")

    public_id = models.CharField(max_length=32, unique=True, default=new_export_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.REQUESTED)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_parts = models.PositiveSmallIntegerField(default=0)
    all_parts = models.PositiveSmallIntegerField(default=0)
    path = models.CharField(max_length=100, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    downloads = models.PositiveIntegerField(default=0)
    requested_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("data export")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(state__in=["requested", "running"]), name="export_is_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["requested", "running"]),
                name="one_export_of_a_person_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "running", "ready", "failed", "expired"]),
                name="export_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(path="") & Q(expires_at__isnull=False)),
                name="export_ready_has_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(leased_until__isnull=False), name="export_running_has_a_lease"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class AccountDeletion(models.Model):
    """A person's wish to be deleted: `waiting` until `due_at`, then `done` for good, unless it was `taken_back`."""

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", _("waiting")
        TAKEN_BACK = "taken_back", _("taken back")
        DONE = "done", _("done")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    blocked_by = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("account deletion")
        indexes: ClassVar = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="deletion_is_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="one_deletion_of_a_person_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "taken_back", "done"]), name="deletion_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="deletion_ended_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"

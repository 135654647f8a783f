"""Rows of stored answers: what a request under an `Idempotency-Key` was told, for as long as it may be asked again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredAnswer(models.Model):
    """One key of one caller. `running` under a lease until there is an answer, then `done`.

    `caller` and `fingerprint` are digests. The body is sealed, for an answer may hold a secret that is shown once.
    """

    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=7, default="running")
    lease = models.CharField(max_length=32)
    leased_until = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    sealed_body = models.TextField(blank=True)

    class Meta:
        verbose_name = _("stored answer")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["caller", "key"], name="stored_answer_once_a_key"),
            models.CheckConstraint(
                condition=Q(state="running", status__isnull=True) | Q(state="done", status__isnull=False),
                name="stored_answer_is_running_or_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"

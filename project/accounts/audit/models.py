"""The audit trail: what staff did to others, one row each, never changed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id


def new_action_id() -> str:
    """An id for a new entry."""
    return public_id("act")


class StaffAction(models.Model):
    """Who did what to what, and why. `target` is a public id, or a model and its key; PostgreSQL refuses any change."""

    public_id = models.CharField(max_length=32, unique=True, default=new_action_id, editable=False)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, related_name="+")
    action = models.CharField(max_length=60)
    target = models.CharField(max_length=100)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("staff action")
        verbose_name_plural = _("staff actions")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["target", "-id"], name="audit_of_a_target"),
            models.Index(fields=["staff", "-id"], name="audit_of_one_of_staff"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"

"""Rows about roles: what was granted and revoked, by whom and why."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.accounts.roles.names import Role


class RoleChange(models.Model):
    """A role came or went, for ever: the database lets nobody change or delete it. Without `by` the house did it."""

    class Kind(models.TextChoices):
        """Came or went."""

        GRANTED = "granted", _("granted")
        REVOKED = "revoked", _("revoked")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    kind = models.CharField(max_length=7, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of role")
        verbose_name_plural = _("changes of roles")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["granted", "revoked"]), name="role_change_kind_is_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(by__isnull=True) | ~Q(person=models.F("by")) | Q(kind="revoked"),
                name="nobody_grants_themselves_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.kind}"

"""Rows about roles: what was granted and revoked, who asks for what, what is proven of a person, how far they came."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from project.accounts.roles.names import Role
from project.accounts.roles.states import OPEN, State
from project.base.ids import public_id


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
                condition=Q(person__isnull=True) | Q(by__isnull=True) | ~Q(person=F("by")) | Q(kind="revoked"),
                name="nobody_grants_themselves_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.kind}"


def new_application_id() -> str:
    """An id for a new application."""
    return public_id("app")


class RoleApplication(models.Model):
    """Somebody asks for a role. `facts` are of the shape that `roles.facts` knows for it; `reason` is for them."""

    public_id = models.CharField(max_length=32, unique=True, default=new_application_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    state = models.CharField(max_length=17, choices=State.choices, default=State.APPLIED)
    facts = models.JSONField()
    reason = models.CharField(max_length=1000, blank=True)
    applied_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("application")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["state", "changed_at"], name="application_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(state__in=list(OPEN)), name="one_open_application_a_role"
            ),
            models.CheckConstraint(condition=Q(state__in=list(State.values)), name="application_state_is_known"),
            models.CheckConstraint(
                condition=Q(role__in=["seller", "considerer", "affiliate"]), name="nobody_applies_to_be_staff"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "declined"], decided_at__isnull=False)
                | ~Q(state__in=["approved", "declined"]),
                name="what_is_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")), name="nobody_decides_their_own"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


def new_proof_id() -> str:
    """An id for a new proof."""
    return public_id("prf")


class Verification(models.Model):
    """Something that is proven of a person, and how their badge says it. Without `by` the house found out itself."""

    class What(models.TextChoices):
        """What was looked at."""

        IDENTITY = "identity", _("identity")
        BUSINESS = "business", _("business")
        DOMAIN = "domain", _("website")

    public_id = models.CharField(max_length=32, unique=True, default=new_proof_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=What)
    shown_as = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proof")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "what", "shown_as"], condition=Q(revoked_at__isnull=True), name="one_proof_of_a_thing"
            ),
            models.CheckConstraint(condition=Q(what__in=["identity", "business", "domain"]), name="proof_is_known"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=F("person")), name="nobody_vouches_for_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.shown_as}"


class StepDone(models.Model):
    """A step on the way to a role that somebody has done; `result` is what the step's own room keeps of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    step = models.CharField(max_length=40)
    result = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step done")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "role", "step"], name="a_step_is_done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.step}"

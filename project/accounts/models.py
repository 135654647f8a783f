"""A named person, known to everybody by public id: a member, whose email we know, or a guest, who only chose a name."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from project.accounts.roles.models import RoleApplication, RoleChange, StepDone, Verification
from project.accounts.roles.names import STAFF, Role
from project.base import clock
from project.base.ids import public_id

__all__ = ["STAFF", "Role", "RoleApplication", "RoleChange", "StepDone", "User", "Verification"]


def new_public_id() -> str:
    """An id for a new person."""
    return public_id("usr")


class People(BaseUserManager["User"]):
    """Creates people and finds members by email, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a member; without a password they cannot sign in with one."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a person who may do everything."""
        return self.create_user(email, password, roles=[Role.ADMIN], is_staff=True, is_superuser=True, **fields)

    def create_guest(self, *, name: str) -> "User":
        """Store a guest, who cannot sign in: their session alone knows who they are."""
        guest = self.model(public_id=public_id("gst"), email=None, is_guest=True, display_name=name)
        guest.set_unusable_password()
        guest.save(using=self._db)
        return guest

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this email, in any case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One person. Whatever people do points here, so that a guest who signs in takes it along."""

    public_id = models.CharField(max_length=32, unique=True, default=new_public_id, editable=False)
    # Empty strings would not be unique: guests have none at all.
    email = models.EmailField(_("email"), unique=True, null=True)  # noqa: DJ001
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    is_guest = models.BooleanField(default=False, editable=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    roles = ArrayField(models.CharField(max_length=10, choices=Role.choices), default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    # Whom a guest turned out to be when they signed in: their row stays, and opens nothing any more.
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, editable=False, related_name="+")
    merged_at = models.DateTimeField(null=True, editable=False, db_index=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once"),
            models.CheckConstraint(
                condition=Q(is_guest=False, email__isnull=False)
                | Q(is_guest=True, email__isnull=True, is_staff=False, is_superuser=False, roles=[]),
                name="accounts_members_have_an_email_and_guests_no_rights",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True, merged_at__isnull=True)
                | Q(merged_into__isnull=False, merged_at__isnull=False, is_guest=True, is_active=False),
                name="accounts_only_guests_are_merged",
            ),
            models.CheckConstraint(condition=Q(roles__contained_by=list(Role.values)), name="accounts_roles_are_known"),
            models.CheckConstraint(
                condition=Q(is_staff=True, roles__overlap=list(STAFF))
                | (Q(is_staff=False, is_superuser=False) & ~Q(roles__overlap=list(STAFF))),
                name="accounts_staff_is_who_has_a_role_of_staff",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.public_id

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password; everybody may read that of a demo person, so it opens demos alone."""
        return (settings.DEMO or not self.is_demo) and super().check_password(raw_password)

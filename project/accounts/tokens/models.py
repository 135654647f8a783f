"""Rows of programs: people signed in from one, keys made for one, and codes that are on their way to a mailbox.

Of every secret only a digest under the site's secret is kept.
"""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id

LONGEST_LIFE = timedelta(days=366)


def new_family_id() -> str:
    """An id for a program that a person signed in from."""
    return public_id("fam")


def new_key_id() -> str:
    """An id for a key."""
    return public_id("key")


def new_verification_id() -> str:
    """An id for an email that is to be verified."""
    return public_id("vrf")


class Because(models.TextChoices):
    """Why a family or a key works no longer."""

    SIGNED_OUT = "signed_out", _("signed out")
    REUSED = "reused", _("a refresh token came twice")
    ENDED = "ended", _("ended by its person")
    CHANGED = "changed", _("password or second factor changed")
    REPLACED = "replaced", _("replaced")
    LEAKED = "leaked", _("found in the open")
    STAFF = "staff", _("ended by staff")


class Family(models.Model):
    """One sign-in of a program, and all tokens that came of it: they live and end together.

    `password_hash` is Django's own digest of the password that opened it: with another password it is over.
    """

    public_id = models.CharField(max_length=32, unique=True, default=new_family_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=45, blank=True)
    password_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField()
    idle_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=10, choices=Because.choices, blank=True)

    class Meta:
        verbose_name = _("signed-in program")
        verbose_name_plural = _("signed-in programs")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, because="") | (Q(ended_at__isnull=False) & ~Q(because="")),
                name="tokens_family_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(idle_at__lte=F("ends_at"), ends_at__gt=F("created_at")), name="tokens_family_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.public_id

    @property
    def session_key(self) -> str:
        """What its sockets and requests are known by."""
        return f"token:{self.public_id}"


class Refresh(models.Model):
    """One refresh token of a family: good once. A used one is kept so that a second use is noticed."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="refreshes")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name = _("refresh token")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["family"], condition=Q(used_at=None), name="tokens_one_unused_refresh"),
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class ApiKey(models.Model):
    """A key that a person made for a program. It was shown once; `hint` are its last four characters."""

    public_id = models.CharField(max_length=32, unique=True, default=new_key_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    hint = models.CharField(max_length=4)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    last_used_from = models.CharField(max_length=45, blank=True)
    revoked_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=10, choices=Because.choices, blank=True)

    class Meta:
        verbose_name = _("API key")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("created_at") + LONGEST_LIFE), name="tokens_key_expires_within_a_year"
            ),
            models.CheckConstraint(condition=~Q(scopes=[]), name="tokens_key_may_do_something"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, because="") | (Q(revoked_at__isnull=False) & ~Q(because="")),
                name="tokens_key_is_revoked_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def session_key(self) -> str:
        """What its sockets and requests are known by."""
        return f"key:{self.public_id}"


class Verification(models.Model):
    """An email that a program registered, waiting for the code of its letter. `user` is None where nobody waits:
    such a row looks the same from outside, and no code opens it."""

    public_id = models.CharField(max_length=32, unique=True, default=new_verification_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True)
    email = models.EmailField()
    digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("email verification")

    def __str__(self) -> str:
        return self.public_id

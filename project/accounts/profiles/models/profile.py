"""What a person shows of themselves, and how they want to be shown the site."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id

LONGEST_HEADLINE, LONGEST_BIO, LONGEST_LOCATION = 120, 1000, 80
LONGEST_TITLE, LONGEST_TEXT, LONGEST_ADDRESS = 80, 500, 500
MOST_LINKS, MOST_PIECES = 8, 12
HANDLE = r"^[a-z0-9_]{3,30}$"

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


def new_piece_id() -> str:
    """An id for a new piece of a portfolio."""
    return public_id("pce")


def new_unsubscribe_key() -> str:
    """What a letter carries so that it can be switched off without signing in."""
    return secrets.token_urlsafe(24)


class Theme(models.TextChoices):
    """Light or dark."""

    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Profile(models.Model):
    """One for each member, made when it is first needed.

    `edition` counts changes: whoever saves says which one they saw. `handle_shape` is the handle with letters that look
    alike made one, so that nobody can pass for somebody else. `avatar` names the folder of its sizes.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile")
    is_public = models.BooleanField(default=False)
    # Empty strings would not be unique: who has no handle has none at all.
    handle = models.CharField(max_length=30, unique=True, null=True)  # noqa: DJ001
    handle_shape = models.CharField(max_length=30, unique=True, null=True)  # noqa: DJ001
    handle_changed_at = models.DateTimeField(null=True)
    headline = models.CharField(max_length=LONGEST_HEADLINE, blank=True)
    bio = models.TextField(blank=True)
    location = models.CharField(max_length=LONGEST_LOCATION, blank=True)
    links = models.JSONField(default=list, blank=True)
    avatar = models.CharField(max_length=100, blank=True, db_index=True)
    language = models.CharField(max_length=12, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    unsubscribe_key = models.CharField(max_length=40, unique=True, default=new_unsubscribe_key, editable=False)
    edition = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("profile")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(bio__length__lte=LONGEST_BIO), name="profile_bio_is_short"),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="profile_theme_is_known"),
            models.CheckConstraint(
                condition=Q(handle__isnull=True, handle_shape__isnull=True)
                | Q(handle__regex=HANDLE, handle_shape__isnull=False),
                name="profile_handle_fits_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.handle or f"profile of {self.person_id}"


class FormerHandle(models.Model):
    """A handle given up: it leads to its person until then, and nobody else can take it before."""

    handle = models.CharField(max_length=30, unique=True)
    shape = models.CharField(max_length=30, unique=True)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="former_handles")
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("former handle")

    def __str__(self) -> str:
        return self.handle


class Piece(models.Model):
    """One piece of a portfolio. `picture` names the folder of its sizes."""

    public_id = models.CharField(max_length=32, unique=True, default=new_piece_id, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="pieces")
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.CharField(max_length=LONGEST_TEXT, blank=True)
    link = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    picture = models.CharField(max_length=100, blank=True, db_index=True)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("piece")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="https://"), name="piece_link_is_https"),
            models.CheckConstraint(condition=~Q(title=""), name="piece_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

"""Versions of a product, and what they deliver.

What is paid for lies in `Content` and `File`, apart from what all may see.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models.products import Product
from market.catalog.models.tiers import Tier
from project.base import clock
from project.base.ids import public_id


def new_version_id() -> str:
    """An id for a new version."""
    return public_id("ver")


def new_file_id() -> str:
    """An id for a new file."""
    return public_id("dlf")


class Version(models.Model):
    """One state of what is delivered, with what changed in it. Once published it is never changed."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="versions")
    public_id = models.CharField(max_length=32, unique=True, default=new_version_id, editable=False)
    number = models.CharField(max_length=30)
    changelog = models.TextField(max_length=10_000, blank=True)
    # What everybody may see of it before they pay: an example, the beginning.
    preview = models.TextField(max_length=10_000, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    is_current = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("version")
        ordering: ClassVar = ["-published_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "number"], name="catalog_one_version_a_number"),
            models.UniqueConstraint(
                fields=["product"], condition=Q(is_current=True), name="catalog_one_current_version"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(published_at__isnull=False), name="catalog_current_is_published"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def has_content(self) -> bool:
        """Whether it delivers a text, without reading it."""
        return Content.objects.filter(version=self).exists()


class Content(models.Model):
    """The text that a version delivers: the prompt itself, how to reach the API.

    Read only for who has it by a grant.
    """

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="content")
    body = models.TextField(max_length=100_000)

    class Meta:
        verbose_name = _("content")

    def __str__(self) -> str:
        return f"content of {self.version_id}"


class File(models.Model):
    """A file of a version in private storage.

    A sample is open to all; others to who has one of its tiers (none: any).
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")
    public_id = models.CharField(max_length=32, unique=True, default=new_file_id, editable=False)
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=200)
    bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    is_sample = models.BooleanField(default=False)
    tiers = models.ManyToManyField(Tier, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("file")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "name"], name="catalog_one_file_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

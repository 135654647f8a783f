"""Where a product stands: one tree of categories, and free tags."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """One branch. `path` holds the slugs from the root (`ai-models/vision`): a branch is found by its prefix."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    slug = models.SlugField(max_length=60)
    path = models.CharField(max_length=250, unique=True)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(path__endswith=models.F("slug")), name="catalog_path_ends_with_slug"),
        ]
        ordering: ClassVar = ["path"]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word that sellers put on products."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("tag")
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.name

"""What a person marks while they look around: favourites, collections, sellers they follow, and what they looked at."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models import Product
from project.base import clock
from project.base.ids import public_id


def new_collection_id() -> str:
    """An id for a new collection."""
    return public_id("col")


class Favourite(models.Model):
    """A product that somebody, guest or member, wants to find again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("favourite")
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="finding_favourites")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "product"], name="finding_favourite_once"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} of {self.person_id}"


class Collection(models.Model):
    """Products that a member put together; a public one is open to whoever has its address."""

    public_id = models.CharField(max_length=32, unique=True, default=new_collection_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=500, blank=True)
    is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("collection")
        indexes: ClassVar = [models.Index(fields=["person", "-changed_at"], name="finding_collections")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="finding_collection_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class CollectionItem(models.Model):
    """One product in a collection, and why it is there."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("item of a collection")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "product"], name="finding_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.collection_id}"


class Follow(models.Model):
    """A member hears of what a seller offers anew. `seen_at`: until when they have looked."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("follow")
        indexes: ClassVar = [models.Index(fields=["seller", "id"], name="finding_followers")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "seller"], name="finding_follow_once"),
            models.CheckConstraint(condition=~Q(person=F("seller")), name="finding_nobody_follows_themself"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.seller_id}"


class Viewed(models.Model):
    """A product that a person looked at, and when last; the oldest go when there are many."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("viewed product")
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="finding_viewed_by")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "product"], name="finding_viewed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} by {self.person_id}"

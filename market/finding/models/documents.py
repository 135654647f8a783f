"""The index: one document a product for sale, with all that it is found, filtered and sorted by, kept by the worker."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from pgvector.django import HnswIndex, VectorField

from market.catalog.models import Product, ProductKind

MEANINGS = 256


class Document(models.Model):
    """A product for sale as it is filtered, sorted and counted; what is not for sale has none.

    Built from what everybody may see of it: what is paid for is never read for it. Narrow, so that counting all of
    them reads little.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="document")
    refreshed_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=10, choices=ProductKind)
    # The public id, not a key: nothing is looked up through it, it is only compared.
    seller = models.CharField(max_length=32)
    category = models.CharField(max_length=250)
    tags = ArrayField(models.CharField(max_length=40), default=list)
    pricing = ArrayField(models.CharField(max_length=17), default=list)
    currencies = ArrayField(models.CharField(max_length=3), default=list)
    # Attributes of its kind that one filters by, as `name:value`.
    traits = ArrayField(models.CharField(max_length=120), default=list)
    is_free = models.BooleanField(default=False)
    approved_at = models.DateTimeField()
    popularity = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("document")
        indexes: ClassVar = [
            models.Index(fields=["-approved_at", "-product"], name="finding_newest"),
            models.Index(fields=["-popularity", "-product"], name="finding_popular"),
            models.Index(OpClass(F("category"), name="varchar_pattern_ops"), name="finding_category"),
            models.Index(fields=["seller", "-approved_at"], name="finding_of_seller"),
            GinIndex(fields=["tags"], fastupdate=False, name="finding_tags"),
        ]

    def __str__(self) -> str:
        return f"of {self.product_id}"


class Searched(models.Model):
    """The words and the meaning of a document: `words` by weight, A the title to D the description."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True, related_name="searched")
    title = models.CharField(max_length=240)
    words = SearchVectorField()
    vocabulary = ArrayField(models.CharField(max_length=30), default=list)
    meaning = VectorField(dimensions=MEANINGS, null=True)

    class Meta:
        verbose_name = _("searched text")
        indexes: ClassVar = [
            GinIndex(fields=["words"], fastupdate=False, name="finding_words"),
            HnswIndex(
                fields=["meaning"],
                opclasses=["vector_cosine_ops"],
                m=16,
                ef_construction=64,
                name="finding_meaning",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stale(models.Model):
    """A product that changed since its document was built, or has none yet.

    Written in the transaction of the change; deleted by the worker in the transaction that builds the document, so a
    worker that dies leaves it. A row apart: raising a flag in the document would write all its indexes anew.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("stale document")

    def __str__(self) -> str:
        return f"of {self.product_id}"


class Lowest(models.Model):
    """The least that a product for sale costs in one currency; what is free costs nothing in each of them."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="lowest")
    currency = models.CharField(max_length=3)
    amount_minor = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("lowest price")
        indexes: ClassVar = [
            models.Index(fields=["currency", "amount_minor", "document"], name="finding_by_price"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "currency"], name="finding_one_lowest_a_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"


class Word(models.Model):
    """A word that products for sale use, and in how many of them: what a misspelt one is corrected to."""

    word = models.CharField(max_length=30, primary_key=True)
    count = models.IntegerField()

    class Meta:
        verbose_name = _("word")
        indexes: ClassVar = [
            models.Index(OpClass(F("word"), name="varchar_pattern_ops"), name="finding_words_begin"),
            GinIndex(OpClass(F("word"), name="gin_trgm_ops"), name="finding_words_alike"),
        ]

    def __str__(self) -> str:
        return self.word

"""A product: what is sold, by whom, and how its listing stands. What is paid for lies in its versions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.catalog.models.categories import Category, Tag
from project.base import clock
from project.base.ids import public_id


def new_product_id() -> str:
    """An id for a new product."""
    return public_id("prd")


class ProductKind(models.TextChoices):
    """What it is; `market.catalog.kinds` says what each kind has and delivers."""

    PROMPT = "prompt", _("Prompt")
    MODEL = "model", _("AI model")
    DOWNLOAD = "download", _("Download")
    API = "api", _("API")
    SAAS = "saas", _("Software as a service")


class ListingState(models.TextChoices):
    """How a listing stands. Only what is approved is for sale; a declined one can be changed and submitted again."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In review")
    REQUIRES_CHANGES = "requires_changes", _("Changes needed")
    APPROVED = "approved", _("Live")
    DECLINED = "declined", _("Declined")


class Products(models.QuerySet["Product"]):
    """Products by who may see them."""

    def for_sale(self) -> "Products":
        """Approved, not paused, not deleted, of a seller who is still here."""
        return self.filter(state=ListingState.APPROVED, is_paused=False, deleted_at=None, seller__is_active=True)

    def of_seller(self, person_id: int) -> "Products":
        """Everything that somebody offers, in whatever state, but what they deleted."""
        return self.filter(seller_id=person_id, deleted_at=None)


class Product(models.Model):
    """One thing for sale. Deleting hides it: whoever bought it keeps it."""

    public_id = models.CharField(max_length=32, unique=True, default=new_product_id, editable=False)
    seller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ProductKind)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    tagline = models.CharField(max_length=160, blank=True)
    description = models.TextField(max_length=20_000, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="products")
    tags = models.ManyToManyField(Tag, blank=True, related_name="products")
    # What only some kinds have, checked by `market.catalog.kinds`: a prompt's model, a model's licence and size…
    attributes = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=16, choices=ListingState, default=ListingState.DRAFT)
    is_paused = models.BooleanField(default=False)
    # Raised by every change: what `If-Match` and two tabs of a seller compare.
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = Products.as_manager()

    class Meta:
        verbose_name = _("product")
        indexes: ClassVar = [
            models.Index(
                fields=["category", "-approved_at"],
                condition=Q(state="approved", is_paused=False, deleted_at=None),
                name="catalog_for_sale",
            ),
            models.Index(fields=["seller", "-changed_at"], name="catalog_of_seller"),
            models.Index(fields=["submitted_at"], condition=Q(state="submitted"), name="catalog_in_review"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ListingState.values), name="catalog_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=ProductKind.values), name="catalog_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False, category__isnull=False),
                name="catalog_approved_since_and_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Picture(models.Model):
    """A picture of a product, drawn anew at upload and open to everybody; the first is its cover."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    public_id = models.CharField(max_length=32, unique=True, editable=False)
    path = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    # Pictures of a change that waits for review are seen by its seller and by staff.
    is_live = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("picture")
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.public_id

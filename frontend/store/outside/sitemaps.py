"""Everything that may be found, for search engines: products, categories and sellers, only what is for sale."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index as write_index
from django.contrib.sitemaps.views import sitemap as write_part
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from market.catalog.models import Category, Product
from project.accounts.access import Who, access
from project.accounts.profiles.models import Profile

PART = 2000
FRESH_SECONDS = 900
type Rows = list[dict[str, Any]]


class ProductMap(Sitemap[Product]):
    """Each product that is for sale."""

    limit = PART

    def items(self) -> QuerySet[Product]:
        """In an order that stays, so that parts do not shift."""
        return Product.objects.for_sale().only("slug", "changed_at").order_by("pk")

    def location(self, item: Product) -> str:
        """Its page."""
        return reverse("product", args=[item.slug])

    def lastmod(self, item: Product) -> datetime:
        """When it changed last."""
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        """When any of them changed last: for the index, without reading them all."""
        last: datetime | None = Product.objects.for_sale().aggregate(last=Max("changed_at"))["last"]
        return last


class CategoryMap(Sitemap[dict[str, Any]]):
    """Each category in which, or below which, something is for sale."""

    def items(self) -> Rows:
        """From the root down."""
        return categories_with_products()

    def location(self, item: dict[str, Any]) -> str:
        """Its page."""
        return f"/categories/{item['path']}/"

    def lastmod(self, item: dict[str, Any]) -> datetime:
        """When something in it changed last."""
        moment: datetime = item["last"]
        return moment


class SellerMap(Sitemap[dict[str, Any]]):
    """Each seller of whom something is for sale."""

    limit = PART

    def items(self) -> Rows:
        """By the order they came in, with the handle where they have one."""
        rows = Product.objects.for_sale().values("seller_id", "seller__public_id").annotate(last=Max("changed_at"))
        sellers = list(rows.order_by("seller_id"))
        people = [row["seller_id"] for row in sellers]
        handles = dict(Profile.objects.filter(person_id__in=people).values_list("person_id", "handle"))
        return [{**row, "name": handles.get(row["seller_id"]) or row["seller__public_id"]} for row in sellers]

    def location(self, item: dict[str, Any]) -> str:
        """Their shop."""
        return reverse("seller_shop", args=[item["name"]])

    def lastmod(self, item: dict[str, Any]) -> datetime:
        """When one of their products changed last."""
        moment: datetime = item["last"]
        return moment


MAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "products": ProductMap,
    "categories": CategoryMap,
    "sellers": SellerMap,
}


def categories_with_products() -> Rows:
    """Path and last change of each branch with something for sale in it or below it."""
    rows = Product.objects.for_sale().values("category__path").annotate(last=Max("changed_at"))
    last: dict[str, datetime] = {}
    for row in rows:
        parts = row["category__path"].split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            last[path] = max(last.get(path, row["last"]), row["last"])
    known = Category.objects.filter(path__in=last).order_by("path").values_list("path", flat=True)
    return [{"path": path, "last": last[path]} for path in known]


@require_safe
@access(Who.PUBLIC)
@cache_control(public=True, max_age=FRESH_SECONDS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The list of parts."""
    return write_index(request, sitemaps=MAPS, sitemap_url_name="sitemap_part")


@require_safe
@access(Who.PUBLIC)
@cache_control(public=True, max_age=FRESH_SECONDS)
def part(request: HttpRequest, section: str) -> HttpResponseBase:
    """One kind of address, page by page (`?p=`)."""
    return write_part(request, sitemaps=MAPS, section=section)

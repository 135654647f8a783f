"""`/feeds/products.atom`: what came up for sale, for feed readers."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frontend.store.arrivals import newest_rows
from market.catalog.facts import ProductFacts
from market.catalog.queries import product_facts
from project.accounts.access import Who, access

SHOWN, FRESH_SECONDS = 30, 300


class NewProducts(Feed[ProductFacts, Any]):
    """The newest first, with what their pages say in one line."""

    feed_type = Atom1Feed
    title = _("New at Rialto")
    link = "/products/"
    subtitle = _("What came up for sale, the newest first.")

    def items(self) -> list[ProductFacts]:
        """As cards show them."""
        return product_facts(newest_rows(SHOWN))

    def item_title(self, item: ProductFacts) -> str:
        """Its title."""
        return item.title

    def item_description(self, item: ProductFacts) -> str:
        """Its line."""
        return item.tagline

    def item_link(self, item: ProductFacts) -> str:
        """Its page."""
        return item.url

    def item_author_name(self, item: ProductFacts) -> str:
        """Its seller."""
        return item.seller.name

    def item_pubdate(self, item: ProductFacts) -> datetime | None:
        """When it came up."""
        return item.approved_at

    def item_updateddate(self, item: ProductFacts) -> datetime:
        """When it changed last."""
        return item.changed_at


_feed = NewProducts()


@require_safe
@access(Who.PUBLIC)
@cache_control(public=True, max_age=FRESH_SECONDS)
def show(request: HttpRequest) -> HttpResponseBase:
    """The feed."""
    return _feed(request)

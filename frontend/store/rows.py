"""Rows of products: what sells, and what may please somebody, each with the reason."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from market.finding.recommending import Recommended, recommended_to
from market.finding.related import popular as popular_rows
from market.finding.search.listing import shown

SHOWN = 4


def popular(*, besides: Collection[str]) -> dict[str, Any]:
    """What sells best, without those that are shown already."""
    found = [product for product in shown(popular_rows(most=SHOWN + len(besides))) if product.id not in besides]
    return {
        "name": "popular",
        "title": _("Popular"),
        "products": [(product, "") for product in found[:SHOWN]],
        "url": f"{reverse('products')}?sort=popular",
        "more": _("What others ask for"),
    }


def recommended(person_id: int | None) -> list[dict[str, Any]]:
    """What may please this person, with the reason of each; nothing for nobody."""
    if person_id is None:
        return []
    found = [each for each in recommended_to(person_id, most=SHOWN) if each.reason != "popular"]
    return [{"name": "for-you", "title": _("For you"), "products": [(each.product, why(each)) for each in found]}]


def why(each: Recommended) -> str:
    """The reason in words for whom it is shown to."""
    words = {
        "with": _("Bought together with %(about)s, which you have."),
        "bought": _("Like %(about)s, which you have."),
        "liked": _("Like %(about)s, a favourite of yours."),
        "viewed": _("Like %(about)s, which you looked at."),
        "follows": _("New by %(about)s, whom you follow."),
        "popular": _("Many ask for it."),
    }
    return words[each.reason] % {"about": each.about}

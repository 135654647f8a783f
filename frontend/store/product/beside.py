"""Rows of other products below one."""

from typing import Any

from django.utils.translation import gettext as _

from market.catalog.models import Product
from market.finding.queries import viewed_by
from market.finding.related import bought_with, similar_to
from market.finding.search.listing import shown

SIMILAR, TOGETHER, VIEWED = 4, 4, 4


def rows_beside(product: Product, *, person_id: int | None) -> list[dict[str, Any]]:
    """What is bought together with it, what is like it, and what they looked at before."""
    together = shown(bought_with(product.pk, most=TOGETHER))
    similar = shown(similar_to(product.pk, most=SIMILAR))
    viewed = viewed_by(person_id, most=VIEWED, but=product.public_id) if person_id is not None else []
    rows = (("together", _("Bought together"), together), ("similar", _("More like this"), similar))
    told = [{"name": name, "title": title, "products": [(one, "") for one in found]} for name, title, found in rows]
    last = {"name": "viewed", "title": _("You looked at"), "products": [(one, "") for one in viewed]}
    return [*told, last]

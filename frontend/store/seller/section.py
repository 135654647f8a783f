"""What a person's page shows of what they sell."""

from typing import Any

from frontend.account.profile.shown import register_section
from market.catalog.models import Product
from market.catalog.queries import product_facts, seller_facts
from project.accounts.models import User

SHOWN = 4


def register() -> None:
    """Add it to the pages of people."""
    register_section("shop", template="store/_person_section.html", facts=facts_of)


def facts_of(person: User) -> dict[str, Any] | None:
    """Their newest products, and the way to the others; None for who sells nothing."""
    rows = Product.objects.for_sale().filter(seller=person).select_related("seller", "category")
    newest = list(rows.order_by("-approved_at", "-pk")[:SHOWN])
    if not newest:
        return None
    return {"products": [(product, "") for product in product_facts(newest)], "url": seller_facts(person).url}

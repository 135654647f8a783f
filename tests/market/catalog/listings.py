"""Listings on their way, worded for tests: drafts that are complete, what waits for review, what staff said."""

from datetime import UTC, datetime
from typing import Any

from market.catalog import actions
from market.catalog.actions import Decision, TierAsked
from market.catalog.models import Change, Product
from project.accounts.models import User
from tests.market.people import SECRET, category, sue

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ABOUT = "Writes release notes that people read, from a list of commits."
PROMPT: dict[str, Any] = {"model": ["claude"], "task": "writing", "licence": "commercial"}
ONCE = TierAsked(name="Standard", prices={"USD": 900})


def draft(seller: User, **change: Any) -> Product:
    """A draft that lacks nothing."""
    made = actions.create_product(seller_id=seller.pk, kind="prompt", title="Release notes", now=NOON)
    whole = {"description": ABOUT, "category": category("prompts").path, "attributes": PROMPT, **change}
    actions.change_product(product=made.public_id, seller_id=seller.pk, change=whole, now=NOON)
    actions.set_tiers(product=made.public_id, seller_id=seller.pk, tiers=[ONCE], now=NOON)
    version = actions.add_version(product=made.public_id, seller_id=seller.pk, number="1.0", now=NOON)
    actions.put_content(version=version.public_id, seller_id=seller.pk, body=SECRET, now=NOON)
    return fresh(made)


def submitted(made: Product, note: str = "") -> Change:
    """The change that staff is to decide about."""
    return actions.submit_product(product=made.public_id, seller_id=made.seller_id, note=note, now=NOON)


def decided(change: Change, decision: Decision = Decision.APPROVE, reason: str = "Because.") -> Product:
    """The product after Sue said so."""
    actions.decide_change(change=change.public_id, by_id=sue().pk, decision=decision, reason=reason, now=NOON)
    return fresh(change.product)


def live(seller: User, **change: Any) -> Product:
    """A product that went the whole way."""
    return decided(submitted(draft(seller, **change)))


def changed(made: Product, **change: Any) -> Product:
    """After its seller changed these fields."""
    actions.change_product(product=made.public_id, seller_id=made.seller_id, change=change, now=NOON)
    return fresh(made)


def fresh(made: Product) -> Product:
    """As the database has it now."""
    return Product.objects.get(pk=made.pk)

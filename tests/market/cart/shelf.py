"""Steps of tests about carts: Ada's products, Ben's cart, and what it says."""

from typing import Any

from market.cart import actions
from market.cart.queries import CartShown, cart_of
from market.catalog.models import Price, Product, Tier
from project.accounts.models import User
from project.base import clock
from tests.market.people import tier_of


def put(person: User, product: Product, quantity: int = 1, **said: Any) -> str:
    """Put a product's first tier into somebody's cart; the line's id."""
    tier = tier_of(product)
    line = actions.add(person_id=person.pk, tier_id=tier.public_id, quantity=quantity, now=clock.now(), **said)
    return line.public_id


def cart(person: User) -> CartShown:
    """What is in it now."""
    return cart_of(person.pk)


def quantities(person: User) -> dict[str, int]:
    """How many of which title."""
    return {line.tier.product.title: line.quantity for line in cart(person).lines}


def problems(person: User) -> list[str | None]:
    """What is in the way at each line, by name."""
    return [line.problem.code if line.problem else None for line in cart(person).lines]


def reprice(product: Product, amount_minor: int, currency: str = "USD") -> Tier:
    """Its seller asks another price for the first tier."""
    tier = tier_of(product)
    Price.objects.filter(tier=tier, currency=currency).update(amount_minor=amount_minor)
    return tier

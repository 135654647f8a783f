"""A cart as programs read it."""

from typing import Any

from market.cart.queries import CartShown, LineShown
from project.base.errors import Refusal

Json = dict[str, Any]


def cart_out(cart: CartShown) -> Json:
    """All of it, in the form of `CartOut`."""
    return {
        "version": cart.version,
        "currency": cart.currency,
        "quantity": cart.quantity,
        "items": [_item(line) for line in cart.lines],
        "discounts": [{"name": name, "minor": minor} for name, minor in cart.quote.discounts],
        "subtotal_minor": cart.quote.subtotal_minor,
        "discount_minor": cart.quote.discount_minor,
        "total_minor": cart.quote.total_minor,
        "problem": _problem(cart.problem),
        "can_be_bought": cart.can_be_bought,
    }


def _item(line: LineShown) -> Json:
    product, tier = line.tier.product, line.tier
    return {
        "id": line.id,
        "product": {
            "id": product.public_id,
            "slug": product.slug,
            "title": product.title,
            "kind": product.kind,
            "url": f"/products/{product.slug}/",
            "seller": str(product.seller),
        },
        "tier": {"id": tier.public_id, "name": tier.name, "pricing": tier.pricing, "most": tier.most},
        "quantity": line.quantity,
        "chosen_minor": line.chosen_minor,
        "unit_minor": line.unit_minor,
        "was_minor": line.was_minor,
        "discount_minor": line.quoted.discount_minor if line.quoted else None,
        "total_minor": line.quoted.total_minor if line.quoted else None,
        "problem": _problem(line.problem),
    }


def _problem(problem: Refusal | None) -> Json | None:
    return None if problem is None else {"code": problem.code, "title": str(problem), "facts": problem.extra}

"""A cart as its topic tells it: whole, and small enough for one frame with fifty lines of the longest names."""

from market.cart.queries import CartShown, LineShown
from realtime.topics import Json

# Bytes of a name in UTF-8: fifty lines are told in one frame of 32 KiB.
NAME_BYTES, TIER_BYTES = 120, 60


def told(cart: CartShown) -> Json:
    """The value of `cart.<person>`: figures in minor units of `currency`, names cut short."""
    return {
        "version": cart.version,
        "currency": cart.currency,
        "quantity": cart.quantity,
        "lines": [_line(line) for line in cart.lines],
        "discounts": [{"name": short(name, TIER_BYTES), "minor": minor} for name, minor in cart.quote.discounts],
        "subtotal_minor": cart.quote.subtotal_minor,
        "discount_minor": cart.quote.discount_minor,
        "total_minor": cart.quote.total_minor,
        "problem": cart.problem.code if cart.problem else None,
        "can_be_bought": cart.can_be_bought,
    }


def short(text: str, most: int) -> str:
    """The beginning of a text, so many bytes at most, and no half letters."""
    sent = text.encode()
    return text if len(sent) <= most else sent[: most - 3].decode(errors="ignore") + "…"


def _line(line: LineShown) -> Json:
    return {
        "id": line.id,
        "tier": line.tier.public_id,
        "title": short(line.tier.product.title, NAME_BYTES),
        "tier_name": short(line.tier.name, TIER_BYTES),
        "quantity": line.quantity,
        "unit_minor": line.unit_minor,
        "was_minor": line.was_minor,
        "total_minor": line.quoted.total_minor if line.quoted else None,
        "problem": line.problem.code if line.problem else None,
    }

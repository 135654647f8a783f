"""What takes something off a cart: rooms above register how they find it, and the quote shows it by name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from market.cart.pricing import Discount


@dataclass(frozen=True, slots=True, kw_only=True)
class Promoted:
    """A line as promotions see it; `tier_id` and `product_id` are rows, amounts are of the cart's currency."""

    key: str
    tier_id: int
    product_id: int
    seller_id: int
    quantity: int
    unit_minor: int


# A person's row, the currency, and the lines that can be bought.
type Find = Callable[[int, str, Sequence[Promoted]], Iterable[Discount]]
_promotions: dict[str, Find] = {}


def register_promotion(name: str, find: Find) -> None:
    """Have `find(person_id, currency, lines)` asked whenever a cart is priced; they act in the order of names.

    It reads only, and what it finds is named for the buyer.
    """
    _promotions[name] = find


def discounts_for(person_id: int, currency: str, lines: Sequence[Promoted]) -> list[Discount]:
    """Everything that is off this cart now."""
    return [found for name in sorted(_promotions) for found in _promotions[name](person_id, currency, lines)]

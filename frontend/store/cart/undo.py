"""What was just taken out can be put back: the address of the cart page says what that was."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from market.cart.models import CartLine
from market.catalog.models import Tier

LARGEST = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """A line that was: enough to put it in again, in the currency that it was in."""

    tier: str
    title: str
    quantity: int
    chosen_minor: int | None


def undo_of(line: CartLine) -> Undo:
    """What takes this line back."""
    tier = line.tier
    return Undo(tier=tier.public_id, title=tier.product.title, quantity=line.quantity, chosen_minor=line.chosen_minor)


def written(undo: Undo) -> str:
    """As the query of an address."""
    chosen = {} if undo.chosen_minor is None else {"chosen": str(undo.chosen_minor)}
    return urlencode({"undo": undo.tier, "quantity": str(undo.quantity), **chosen})


def read(said: QueryDict) -> Undo | None:
    """From the query of an address, which anybody may have written: it puts nothing back before somebody asks."""
    tier = Tier.objects.select_related("product").filter(public_id=said.get("undo", "")[:40]).first()
    if tier is None or tier.product.approved_at is None:
        return None
    quantity = number(said.get("quantity", ""))
    return Undo(
        tier=tier.public_id,
        title=tier.product.title,
        quantity=quantity if quantity is not None and 1 <= quantity <= tier.most else 1,
        chosen_minor=number(said.get("chosen", "")),
    )


def number(text: str) -> int | None:
    """A whole number of a sensible size, or None."""
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(LARGEST)):
        return None
    return int(text)

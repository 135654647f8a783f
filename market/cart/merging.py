"""A guest with a cart signs in: what is in it comes to what the member has in theirs."""

from datetime import datetime

from market.cart.actions import MOST_LINES, raise_version
from market.cart.events import cart_changed
from market.cart.locking import locked_carts, make_cart
from market.cart.models import Cart, CartLine
from market.cart.queries import lines_with_tiers
from market.cart.standing import unit_of
from project.accounts.merging import register_merge
from realtime.publish import publish


def register() -> None:
    """Make it known to whoever signs people in."""
    register_merge("cart", covers=("cart.Cart.person",), merge=merge)


def merge(guest: int, member: int, now: datetime) -> None:
    """Quantities add up, to the most that one person may buy; a member who had something keeps their currency."""
    brought = Cart.objects.filter(person=guest).first()
    if brought is None:
        return
    make_cart(member, currency=brought.currency)
    carts = {cart.person_id: cart for cart in locked_carts([guest, member])}
    theirs, own = carts.get(guest), carts.get(member)
    # Taken along already, or swept just now: then the next look makes it.
    if theirs is None or own is None:
        return
    _bring(theirs, own)
    theirs.delete()
    raise_version(own, now=now)
    publish(cart_changed(guest), cart_changed(member), at=now)


def merged(quantity: int, other: int, most: int) -> int:
    """How many of a tier are in a cart that was two: both together, up to the most."""
    return max(1, min(quantity + other, most))


def _bring(theirs: Cart, own: Cart) -> None:
    had = {line.tier_id: line for line in own.lines.all()}
    if not had:
        own.currency = theirs.currency
    for line in lines_with_tiers().filter(cart=theirs):
        if line.tier_id in had:
            _join(had[line.tier_id], line)
        elif len(had) < MOST_LINES:
            had[line.tier_id] = _move(line, theirs.currency, own)


def _join(kept: CartLine, brought: CartLine) -> None:
    kept.quantity = merged(kept.quantity, brought.quantity, brought.tier.most)
    kept.save(update_fields=["quantity"])


def _move(line: CartLine, currency: str, own: Cart) -> CartLine:
    line.cart = own
    if currency != own.currency:
        line.chosen_minor = None
        line.seen_minor, line.seen_currency = unit_of(line.tier, own.currency, None), own.currency
    line.save(update_fields=["cart", "chosen_minor", "seen_minor", "seen_currency"])
    return line

"""Lines of a cart as they are drawn: with what is in the way of each, and what to do about it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend.store.currency import currency_of
from market.cart.queries import CartShown, LineShown, cart_of
from market.cart.standing import price_in
from market.catalog.facts import PictureFacts
from market.catalog.models import Pricing
from market.catalog.queries import left_of, picture_facts
from project.accounts.visitors import visitor_of
from project.base.errors import Refusal
from project.base.money import exponent, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One press that puts a line right: `name` and `value` of the button that says it."""

    label: str
    does: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line. `problem` is in words; `refused` is why the last change of it was not made."""

    line: LineShown
    cover: PictureFacts | None
    url: str
    most: int
    is_open: bool
    typed: str
    least: str
    problem: str
    fix: Fix | None
    refused: str


def cart_seen(request: HttpRequest) -> CartShown:
    """The cart of whoever looks, with covers; in their currency where they have none."""
    return cart_of(visitor_of(request).person_id, currency=currency_of(request), covers=True)


def rows_of(cart: CartShown, *, refused: tuple[str, Refusal] | None = None) -> list[Row]:
    """Every line as it is drawn; `refused` names a line and why a change of it was not made."""
    told = {refused[0]: words_of(refused[1], cart.currency)} if refused else {}
    return [_row(cart, line, told.get(line.id, "")) for line in cart.lines]


def words_of(refusal: Refusal, currency: str) -> str:
    """A refusal for people, with its figures."""
    facts = refusal.extra
    if refusal.code == "FewerLeft":
        return ngettext("Only %(most)s is left.", "Only %(most)s are left.", facts["most"]) % facts
    if refusal.code == "QuantityTooLarge":
        return _("One person may buy %(most)s at once.") % facts
    if "least_minor" in facts:
        return f"{refusal} {_('The least is %(least)s.') % {'least': written(facts['least_minor'], currency)}}"
    if refusal.code == "NotSoldInThisCurrency":
        return _("This is not sold in %(currency)s.") % {"currency": currency}
    return str(refusal)


def plain(minor: int | None, currency: str) -> str:
    """An amount as a field holds it: digits and a point."""
    if minor is None:
        return ""
    digits = exponent(currency)
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}}" if digits and rest else str(whole)


def _row(cart: CartShown, line: LineShown, refused: str) -> Row:
    product, price = line.tier.product, price_in(line.tier, cart.currency)
    pictures = list(product.pictures.all())
    left = left_of(line.tier)
    return Row(
        line=line,
        cover=picture_facts(pictures[0]) if pictures else None,
        url=f"/products/{product.slug}/",
        most=line.tier.most if left is None else max(1, min(line.tier.most, left)),
        is_open=line.tier.pricing == Pricing.PAY_WHAT_YOU_WANT and price is not None,
        typed=plain(line.unit_minor, cart.currency),
        least=written(price.amount_minor, cart.currency) if price is not None and price.amount_minor else "",
        problem=words_of(line.problem, cart.currency) if line.problem is not None else "",
        fix=_fix(line.problem),
        refused=refused,
    )


def _fix(problem: Refusal | None) -> Fix | None:
    facts: dict[str, Any] = problem.extra if problem is not None else {}
    if facts.get("most"):
        most = str(facts["most"])
        return Fix(label=_("Take %(most)s") % {"most": most}, does="quantity", value=most)
    if facts.get("currencies"):
        first = facts["currencies"][0]
        return Fix(label=_("Show the cart in %(currency)s") % {"currency": first}, does="currency", value=first)
    return None

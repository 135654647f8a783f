"""What is in a cart and what it comes to: read, priced and judged anew each time, for nothing of it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Prefetch, QuerySet, Sum

from market.cart.models import Cart, CartLine
from market.cart.ownership import owned_among
from market.cart.pricing import Asked, Discount, Quote, QuotedLine, quote
from market.cart.promotions import Promoted, discounts_for
from market.cart.refusals import TotalTooLarge, TotalTooSmall
from market.cart.standing import problem_of, unit_of
from market.cart.tax import Taxable, TaxFound, tax_in_force
from market.catalog.models import Picture, Tier
from project.base.errors import Refusal
from project.base.money import largest_charge, smallest_charge


@dataclass(frozen=True, kw_only=True)
class LineShown:
    """One line now. `tier` comes with product, seller and prices.

    `unit_minor` is None where it is not sold in the cart's currency; `was_minor` is what its owner saw last, where
    that was another price; a line with a `problem` is not in the quote, and `quoted` is None.
    """

    id: str
    tier: Tier
    quantity: int
    chosen_minor: int | None
    unit_minor: int | None
    was_minor: int | None
    problem: Refusal | None
    quoted: QuotedLine | None = None


@dataclass(frozen=True, kw_only=True)
class CartShown:
    """A cart now. The quote holds the lines that can be bought; `problem` is one of the cart as a whole."""

    person_id: int
    currency: str
    version: int
    lines: tuple[LineShown, ...]
    discounts: tuple[Discount, ...]
    tax: TaxFound
    quote: Quote

    @property
    def quantity(self) -> int:
        """How many things are in it."""
        return sum(line.quantity for line in self.lines)

    @property
    def problem(self) -> Refusal | None:
        """What keeps the whole from being paid: a sum that no card can be charged."""
        total = self.quote.total_minor
        if 0 < total < smallest_charge(self.currency):
            return TotalTooSmall(least_minor=smallest_charge(self.currency))
        return TotalTooLarge() if total > largest_charge(self.currency) else None

    @property
    def can_be_bought(self) -> bool:
        """Whether there is something in it, and nothing in the way."""
        return bool(self.lines) and self.problem is None and all(line.problem is None for line in self.lines)

    @property
    def has_new_prices(self) -> bool:
        """Whether something costs more or less than when its owner looked last."""
        return any(line.was_minor is not None for line in self.lines)


def cart_of(person_id: int | None, *, currency: str = "", covers: bool = False) -> CartShown:
    """A person's cart (a row of people; None: nobody's), before tax; without one an empty one, and no row is made.

    `covers` fetches live pictures too. As many queries for fifty lines as for one.
    """
    cart = None if person_id is None else Cart.objects.filter(person_id=person_id).first()
    if cart is None:
        return _shown(person_id or 0, currency or settings.CURRENCIES[0], 0, ())
    rows = list(lines_with_tiers(covers=covers).filter(cart=cart))
    return _shown(cart.person_id, cart.currency, cart.version, rows)


def lines_with_tiers(*, covers: bool = False) -> QuerySet[CartLine]:
    """Lines with all that is asked of them, in the order in which they were added."""
    rows = CartLine.objects.select_related("tier__product__seller").prefetch_related("tier__prices")
    if covers:
        live = Picture.objects.filter(is_live=True).order_by("place", "pk")
        rows = rows.prefetch_related(Prefetch("tier__product__pictures", queryset=live))
    return rows


def find_tax(cart: CartShown, *, country: str) -> TaxFound:
    """Ask what is due on this cart, billed to this country.

    A provider may be asked over the network: call it while nothing is locked, and give what it found to `with_tax`.
    """
    kinds = {line.id: line.tier.product.kind for line in cart.lines}
    lines = [
        Taxable(key=line.key, kind=kinds[line.key], amount_minor=line.gross_minor - line.discount_minor)
        for line in cart.quote.lines
    ]
    return tax_in_force().calculate(lines, currency=cart.currency, country=country)


def with_tax(cart: CartShown, tax: TaxFound) -> CartShown:
    """The same cart with the tax that was found for it. Pure."""
    return _quoted(replace(cart, tax=tax))


def count_of(person_id: int) -> int:
    """How many things are in somebody's cart, in one query."""
    return CartLine.objects.filter(cart__person_id=person_id).aggregate(all=Sum("quantity"))["all"] or 0


def _shown(person_id: int, currency: str, version: int, rows: Sequence[CartLine]) -> CartShown:
    owned = owned_among(person_id, {row.tier_id for row in rows if row.tier.most == 1})
    lines = tuple(_line(row, person_id, currency, is_owned=row.tier_id in owned) for row in rows)
    cart = CartShown(
        person_id=person_id,
        currency=currency,
        version=version,
        lines=lines,
        discounts=tuple(discounts_for(person_id, currency, list(_promoted(lines)))) if lines else (),
        tax=TaxFound(),
        quote=quote([], currency=currency),
    )
    return _quoted(cart)


def _line(row: CartLine, person_id: int, currency: str, *, is_owned: bool) -> LineShown:
    unit = unit_of(row.tier, currency, row.chosen_minor)
    problem = problem_of(
        row.tier,
        person_id=person_id,
        currency=currency,
        quantity=row.quantity,
        unit_minor=unit,
        is_owned=is_owned,
    )
    seen = row.seen_minor if row.seen_currency == currency else None
    return LineShown(
        id=row.public_id,
        tier=row.tier,
        quantity=row.quantity,
        chosen_minor=row.chosen_minor,
        unit_minor=unit,
        was_minor=seen if unit is not None and seen != unit else None,
        problem=problem,
    )


def _promoted(lines: Iterable[LineShown]) -> Iterable[Promoted]:
    for line in lines:
        if line.problem is None and line.unit_minor is not None:
            yield Promoted(
                key=line.id,
                tier_id=line.tier.pk,
                product_id=line.tier.product_id,
                seller_id=line.tier.product.seller_id,
                quantity=line.quantity,
                unit_minor=line.unit_minor,
            )


def _quoted(cart: CartShown) -> CartShown:
    asked = [
        Asked(key=line.id, unit_minor=line.unit_minor, quantity=line.quantity)
        for line in cart.lines
        if line.problem is None and line.unit_minor is not None
    ]
    priced = quote(asked, currency=cart.currency, discounts=cart.discounts, tax=cart.tax.rates)
    by_key = {line.key: line for line in priced.lines}
    lines = tuple(replace(line, quoted=by_key.get(line.id)) for line in cart.lines)
    return replace(cart, lines=lines, quote=priced)

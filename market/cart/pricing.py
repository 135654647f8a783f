"""What a cart comes to: pure, in whole minor units, and so that the parts always sum to the whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from project.base.money import allocate, share_of, step


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One line that is priced: so many at so much each."""

    key: str
    unit_minor: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """What is taken off, under a name that its buyer reads: an amount, or basis points of what is left to pay.

    Without `only` (keys of lines) it is off the whole cart. It never takes off more than there is.
    """

    name: str
    amount_minor: int = 0
    bps: int = 0
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRate:
    """What is added to the price of one line, and for whom."""

    bps: int = 0
    jurisdiction: str = ""
    name: str = ""


NO_TAX = TaxRate()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """One line to the last unit: `total = gross - discount + tax`, where gross is unit times quantity."""

    key: str
    unit_minor: int
    quantity: int
    gross_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int
    rate: TaxRate


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A cart to the last unit; each sum is the sum of its lines'. `discounts` and `taxes` are by name and rate."""

    currency: str
    lines: tuple[QuotedLine, ...]
    discounts: tuple[tuple[str, int], ...]
    taxes: tuple[tuple[TaxRate, int], ...]
    subtotal_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int


def quote(
    lines: Sequence[Asked],
    *,
    currency: str,
    discounts: Iterable[Discount] = (),
    tax: Mapping[str, TaxRate] | None = None,
) -> Quote:
    """Price these lines. Each discount acts on what those before it left; tax is added to what is then left.

    A discount, and the tax of one rate, are worked out for all their lines together and spread by largest remainder,
    in steps that the currency can be charged in.
    """
    gross = [line.unit_minor * line.quantity for line in lines]
    left, taken = list(gross), list[tuple[str, int]]()
    for discount in discounts:
        parts = _parts(discount, lines, left, step(currency))
        left = [rest - part for rest, part in zip(left, parts, strict=True)]
        taken.append((discount.name, sum(parts)))
    rates = [(tax or {}).get(line.key, NO_TAX) for line in lines]
    taxes = _taxes(left, rates, step(currency))
    quoted = tuple(_quoted(*line) for line in zip(lines, gross, left, taxes, rates, strict=True))
    return Quote(
        currency=currency,
        lines=quoted,
        discounts=tuple(taken),
        taxes=tuple((rate, sum(_of_rate(taxes, rates, rate))) for rate in dict.fromkeys(rates) if rate.bps),
        subtotal_minor=sum(gross),
        discount_minor=sum(line.discount_minor for line in quoted),
        tax_minor=sum(taxes),
        total_minor=sum(line.total_minor for line in quoted),
    )


def _parts(discount: Discount, lines: Sequence[Asked], left: list[int], unit: int) -> list[int]:
    weights = [
        rest if discount.only is None or line.key in discount.only else 0
        for line, rest in zip(lines, left, strict=True)
    ]
    whole = sum(weights)
    off = min(whole, discount.amount_minor + share_of(whole, discount.bps))
    return _spread(max(0, off), weights, unit)


def _taxes(left: list[int], rates: list[TaxRate], unit: int) -> list[int]:
    taxes = [0] * len(left)
    for rate in dict.fromkeys(rates):
        weights = [rest if one == rate else 0 for rest, one in zip(left, rates, strict=True)]
        parts = _spread(share_of(sum(weights), rate.bps), weights, unit)
        taxes = [tax + part for tax, part in zip(taxes, parts, strict=True)]
    return taxes


def _spread(total: int, weights: list[int], unit: int) -> list[int]:
    """A total in proportion to weights, no part above its weight where the total is not above theirs."""
    whole = total - total % unit
    return allocate(whole, weights, step_minor=unit) if whole else [0] * len(weights)


def _of_rate(taxes: list[int], rates: list[TaxRate], rate: TaxRate) -> list[int]:
    return [tax for tax, one in zip(taxes, rates, strict=True) if one == rate]


def _quoted(line: Asked, gross: int, left: int, tax: int, rate: TaxRate) -> QuotedLine:
    return QuotedLine(
        key=line.key,
        unit_minor=line.unit_minor,
        quantity=line.quantity,
        gross_minor=gross,
        discount_minor=gross - left,
        tax_minor=tax,
        total_minor=left + tax,
        rate=rate,
    )

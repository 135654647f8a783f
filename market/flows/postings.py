"""What each journey of money moves, as pure functions: the table of every transfer that flows post.

| what happened          | cause (kind, id)              | from → to (signs as in the books: what we owe is positive) |
|---|---|---|
| an order is paid       | stripe.charge, charge         | clearing −total; seller pending +, commission +, tax + |
| money nobody asked for | stripe.charge, charge         | clearing −amount; refunds promised +amount |
| Stripe keeps its fee   | stripe.fee, balance move      | clearing +fee; processors' fees −fee |
| a refund is promised   | refund, our refund            | seller −, commission −, tax −; refunds promised +amount |
| … and sent             | stripe.refund, refund         | refunds promised −amount; clearing +amount |
| … and comes back       | stripe.refund_back, refund    | clearing −amount; refunds promised +amount |
| … and is given up      | refund.undone, our refund     | refunds promised −amount; seller +, commission +, tax + |
| … overtaken by a bank  | refund.undone, our refund     | refunds promised −amount; disputed +, commission +, tax + |
| a bank takes money     | stripe.dispute, dispute       | clearing +amount +fee; withdrawn −amount; dispute −fee; |
|                        |                               | seller −, disputed + |
| … and gives it back    | stripe.dispute_back, dispute  | clearing −back; withdrawn +amount; disputed −, seller + |
| … and keeps it         | dispute.lost, our dispute     | withdrawn +amount; disputed −, commission −, tax −; |
|                        |                               | refunds promised −; what is nobody's: dispute fees − |
| a hold is over         | release, order line           | seller pending −; owed + up to the debt; available + |

"seller −" is pending before the release and available after it; what lacks there is owed. "seller +" pays debt first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from market.ledger.kinds import Kind
from market.ledger.lines import Cause, Line, Ref

type Balances = Mapping[Ref, int]


@dataclass(frozen=True, kw_only=True)
class Share:
    """One line's parts of an amount. `is_released`: whether its seller's part has become available."""

    seller_id: int
    seller_minor: int
    commission_minor: int
    tax_minor: int
    is_released: bool = False

    @property
    def total_minor(self) -> int:
        """The sum of the parts."""
        return self.seller_minor + self.commission_minor + self.tax_minor


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A transfer to be posted; one without lines moves nothing and is left out."""

    cause: Cause
    lines: tuple[Line, ...]


def sale(*, charge_id: str, currency: str, shares: Iterable[Share]) -> Posting:
    """An order is paid."""
    shares = list(shares)
    lines = [_line(Kind.CLEARING_STRIPE, None, currency, -_total(shares))]
    lines += [_line(Kind.SELLER_PENDING, one.seller_id, currency, one.seller_minor) for one in shares]
    return _posting("stripe.charge", charge_id, [*lines, *_ours(shares, currency, 1)])


def unasked(*, charge_id: str, currency: str, amount_minor: int) -> Posting:
    """Money that belongs to no order: too late, twice, or another amount than was asked for."""
    return _posting("stripe.charge", charge_id, _promised(currency, amount_minor, with_clearing=-1))


def fee(*, move_id: str, currency: str, fee_minor: int) -> Posting:
    """What Stripe keeps of a movement."""
    lines = [
        _line(Kind.CLEARING_STRIPE, None, currency, fee_minor),
        _line(Kind.PROCESSOR_FEE, None, currency, -fee_minor),
    ]
    return _posting("stripe.fee", move_id, lines)


def refund_promised(*, refund_id: str, currency: str, shares: Iterable[Share], balances: Balances) -> Posting:
    """From now on it is the buyer's: no seller can be paid it meanwhile."""
    shares = list(shares)
    lines = [*take_from_sellers(shares, currency, balances), *_ours(shares, currency, -1)]
    lines.append(_line(Kind.REFUND_LIABILITY, None, currency, _total(shares)))
    return _posting("refund", refund_id, lines)


def refund_sent(*, provider_id: str, currency: str, amount_minor: int) -> Posting:
    """Stripe has taken it out of what it holds for us."""
    return _posting("stripe.refund", provider_id, _promised(currency, -amount_minor, with_clearing=-1))


def refund_came_back(*, provider_id: str, currency: str, amount_minor: int) -> Posting:
    """The buyer's bank did not take it."""
    return _posting("stripe.refund_back", provider_id, _promised(currency, amount_minor, with_clearing=-1))


def refund_undone(*, refund_id: str, currency: str, shares: Iterable[Share], balances: Balances) -> Posting:
    """A promise that cannot be kept this way: the parts are whose they were."""
    shares = list(shares)
    lines = [*give_to_sellers(shares, currency, balances), *_ours(shares, currency, 1)]
    lines.append(_line(Kind.REFUND_LIABILITY, None, currency, -_total(shares)))
    return _posting("refund.undone", refund_id, lines)


def refund_frozen(*, refund_id: str, currency: str, shares: Iterable[Share]) -> Posting:
    """A promise that a bank overtook: the seller's part is in its hands, the rest is ours until it is decided."""
    shares = list(shares)
    lines = [_line(Kind.SELLER_DISPUTED, one.seller_id, currency, one.seller_minor) for one in shares]
    lines += [*_ours(shares, currency, 1), _line(Kind.REFUND_LIABILITY, None, currency, -_total(shares))]
    return _posting("refund.undone", refund_id, lines)


def dispute_taken(
    *,
    provider_id: str,
    currency: str,
    amount_minor: int,
    fee_minor: int,
    shares: Iterable[Share],
    balances: Balances,
) -> Posting:
    """A bank has taken the money until it is decided; the seller's part is frozen, what lacks is owed."""
    shares = list(shares)
    lines = [
        _line(Kind.CLEARING_STRIPE, None, currency, amount_minor + fee_minor),
        _line(Kind.DISPUTE_WITHDRAWN, None, currency, -amount_minor),
        _line(Kind.DISPUTE_FEE, None, currency, -fee_minor),
    ]
    lines += take_from_sellers(shares, currency, balances)
    lines += [_line(Kind.SELLER_DISPUTED, one.seller_id, currency, one.seller_minor) for one in shares]
    return _posting("stripe.dispute", provider_id, lines)


def dispute_back(
    *,
    provider_id: str,
    currency: str,
    amount_minor: int,
    back_minor: int,
    shares: Iterable[Share],
    balances: Balances,
) -> Posting:
    """The bank decided for the seller; what comes back beside the amount is a part of the fee."""
    shares = list(shares)
    lines = [
        _line(Kind.CLEARING_STRIPE, None, currency, -back_minor),
        _line(Kind.DISPUTE_WITHDRAWN, None, currency, amount_minor),
        _line(Kind.DISPUTE_FEE, None, currency, back_minor - amount_minor),
    ]
    lines += [_line(Kind.SELLER_DISPUTED, one.seller_id, currency, -one.seller_minor) for one in shares]
    lines += give_to_sellers(shares, currency, balances)
    return _posting("stripe.dispute_back", provider_id, lines)


def dispute_lost(
    *, dispute_id: str, currency: str, amount_minor: int, shares: Iterable[Share], promised_minor: int = 0
) -> Posting:
    """The bank keeps it: what was promised back is given so; what is left and nobody's part costs us."""
    shares = list(shares)
    lines = [_line(Kind.DISPUTE_WITHDRAWN, None, currency, amount_minor)]
    lines += [_line(Kind.SELLER_DISPUTED, one.seller_id, currency, -one.seller_minor) for one in shares]
    lines += _ours(shares, currency, -1)
    lines.append(_line(Kind.REFUND_LIABILITY, None, currency, -promised_minor))
    lines.append(_line(Kind.DISPUTE_FEE, None, currency, _total(shares) + promised_minor - amount_minor))
    return _posting("dispute.lost", dispute_id, lines)


def release(*, line_id: str, currency: str, seller_id: int, amount_minor: int, owed_minor: int) -> Posting:
    """A hold is over; `owed_minor` is the seller's account of debt, which is zero or below."""
    paid = min(amount_minor, max(0, -owed_minor))
    lines = [
        _line(Kind.SELLER_PENDING, seller_id, currency, -amount_minor),
        _line(Kind.SELLER_OWED, seller_id, currency, paid),
        _line(Kind.SELLER_AVAILABLE, seller_id, currency, amount_minor - paid),
    ]
    return _posting("release", line_id, lines)


def accounts_of(shares: Iterable[Share], currency: str) -> list[Ref]:
    """Every account that a refund or dispute of these parts may touch: locked before balances are read."""
    kinds = (Kind.SELLER_PENDING, Kind.SELLER_AVAILABLE, Kind.SELLER_OWED, Kind.SELLER_DISPUTED)
    sellers = {one.seller_id for one in shares}
    ours = (
        Kind.CLEARING_STRIPE,
        Kind.PLATFORM_FEE,
        Kind.TAX_PAYABLE,
        Kind.REFUND_LIABILITY,
        Kind.DISPUTE_WITHDRAWN,
        Kind.DISPUTE_FEE,
    )
    return [Ref(kind, seller, currency) for kind in kinds for seller in sellers] + [
        Ref(kind, None, currency) for kind in ours
    ]


def take_from_sellers(shares: Iterable[Share], currency: str, balances: Balances) -> list[Line]:
    """Take each seller's part: pending before its release, available after; what lacks is owed."""
    left: dict[Ref, int] = {}
    lines: list[Line] = []
    for one in shares:
        if not one.is_released:
            lines.append(_line(Kind.SELLER_PENDING, one.seller_id, currency, -one.seller_minor))
            continue
        ref = Ref(Kind.SELLER_AVAILABLE, one.seller_id, currency)
        there = left.get(ref, balances.get(ref, 0))
        taken = min(there, one.seller_minor)
        left[ref] = there - taken
        lines += [Line(ref, -taken), _line(Kind.SELLER_OWED, one.seller_id, currency, taken - one.seller_minor)]
    return lines


def give_to_sellers(shares: Iterable[Share], currency: str, balances: Balances) -> list[Line]:
    """Give each seller's part: pending before its release; after it debt is paid first, the rest is available."""
    debts: dict[Ref, int] = {}
    lines: list[Line] = []
    for one in shares:
        if not one.is_released:
            lines.append(_line(Kind.SELLER_PENDING, one.seller_id, currency, one.seller_minor))
            continue
        ref = Ref(Kind.SELLER_OWED, one.seller_id, currency)
        debt = debts.get(ref, -balances.get(ref, 0))
        paid = min(debt, one.seller_minor)
        debts[ref] = debt - paid
        lines += [Line(ref, paid), _line(Kind.SELLER_AVAILABLE, one.seller_id, currency, one.seller_minor - paid)]
    return lines


def _ours(shares: list[Share], currency: str, sign: int) -> list[Line]:
    commission, tax = sum(one.commission_minor for one in shares), sum(one.tax_minor for one in shares)
    return [
        _line(Kind.PLATFORM_FEE, None, currency, sign * commission),
        _line(Kind.TAX_PAYABLE, None, currency, sign * tax),
    ]


def _promised(currency: str, amount_minor: int, *, with_clearing: int) -> list[Line]:
    return [
        _line(Kind.CLEARING_STRIPE, None, currency, with_clearing * amount_minor),
        _line(Kind.REFUND_LIABILITY, None, currency, amount_minor),
    ]


def _total(shares: Iterable[Share]) -> int:
    return sum(one.total_minor for one in shares)


def _line(kind: Kind, owner_id: int | None, currency: str, amount_minor: int) -> Line:
    return Line(Ref(kind, owner_id, currency), amount_minor)


def _posting(kind: str, cause_id: str, lines: Iterable[Line]) -> Posting:
    return Posting(cause=Cause(kind, cause_id), lines=tuple(line for line in lines if line.amount_minor))

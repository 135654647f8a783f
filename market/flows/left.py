"""What is left of a sale: what was sold, without what went back, is promised back, or is in a bank's hands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple

from django.db.models import F, Q

from market.flows.postings import Share
from market.ledger.commission import Parts, split_refund
from market.orders.models import Order, OrderLine
from market.payments.models import Dispute, DisputeLine, DisputeState, Payment, RefundLine, RefundState
from project.base.money import allocate

GONE_BACK = (RefundState.CREATED, RefundState.SUBMITTING, RefundState.PENDING, RefundState.SUCCEEDED)
# A dispute has money in it from its taking until it came back; what was lost stays away.
HOLDS_MONEY = Q(funds_taken_at__isnull=False, funds_back_at=None)
IS_OPEN = Q(closed_at=None) | (HOLDS_MONEY & Q(state=DisputeState.WON))


def left_of(lines: Iterable[OrderLine]) -> dict[int, Parts]:
    """What is left to each line's people, by the line's row."""
    rows = list(lines)
    left = {row.pk: (row.seller_minor, row.commission_minor, row.tax_minor) for row in rows}
    disputed = Dispute.objects.filter(HOLDS_MONEY)
    gone: list[RefundLine | DisputeLine] = [
        *RefundLine.objects.filter(line__in=rows, refund__state__in=GONE_BACK),
        *DisputeLine.objects.filter(line__in=rows, dispute__in=disputed),
    ]
    for one in gone:
        seller, commission, tax = left[one.line_id]
        left[one.line_id] = (seller - one.seller_minor, commission - one.commission_minor, tax - one.tax_minor)
    return {pk: Parts(*parts) for pk, parts in left.items()}


def spread(amount_minor: int, lines: Sequence[OrderLine], left: Mapping[int, Parts]) -> dict[int, Parts]:
    """An amount over what is left of lines, by largest remainder; as much of it as is there."""
    weights = [left[line.pk].total_minor for line in lines]
    amount = min(amount_minor, sum(weights))
    if not amount:
        return {}
    parts = zip(lines, allocate(amount, weights), strict=True)
    return {line.pk: split_refund(part, left[line.pk]) for line, part in parts if part}


def shares_in(parts: Mapping[int, Parts], lines: Iterable[OrderLine]) -> list[Share]:
    """Parts of lines as postings take them."""
    by_pk = {line.pk: line for line in lines}
    return [
        Share(
            seller_id=by_pk[pk].seller_id,
            seller_minor=one.seller_minor,
            commission_minor=one.commission_minor,
            tax_minor=one.tax_minor,
            is_released=by_pk[pk].released_at is not None,
        )
        for pk, one in parts.items()
    ]


def parts_in(rows: Iterable[RefundLine | DisputeLine]) -> dict[int, Parts]:
    """The parts of a refund's or dispute's rows, by line."""
    return {row.line_id: Parts(row.seller_minor, row.commission_minor, row.tax_minor) for row in rows}


def as_row(parts: Parts) -> dict[str, int]:
    """Parts as the columns of a refund's or dispute's row."""
    seller, commission, tax = astuple(parts)
    return {
        "amount_minor": parts.total_minor,
        "seller_minor": seller,
        "commission_minor": commission,
        "tax_minor": tax,
    }


def freeze(dispute: Dispute, parts: Mapping[int, Parts]) -> None:
    """Write down what of each line a bank has in its hands; said of more, more."""
    for line, one in parts.items():
        row, is_new = DisputeLine.objects.get_or_create(dispute=dispute, line_id=line, defaults=as_row(one))
        if not is_new:
            more = {name: F(name) + amount for name, amount in as_row(one).items()}
            DisputeLine.objects.filter(pk=row.pk).update(**more)


def paying(order: Order) -> Payment | None:
    """The payment that this order was delivered for."""
    return Payment.objects.filter(order=order, is_sale=True).first()


def open_disputes(order: Order) -> bool:
    """Whether a bank has money of this order in its hands, or is about to decide."""
    return Dispute.objects.filter(IS_OPEN, payment__order=order).exists()

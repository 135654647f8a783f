"""Giving money back: asked by a seller for what they sold, by staff for anything, each line to the last unit."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from market.flows import postings
from market.flows.books import hold, post
from market.flows.left import left_of, open_disputes, paying, shares_in
from market.flows.locking import locked_order
from market.flows.postings import Share, accounts_of
from market.flows.refunding import prepare_refund
from market.flows.standing import work_out
from market.flows.telling import tell
from market.ledger.commission import Parts, split_refund
from market.orders.models import PAID_STATES, Order, OrderLine
from market.payments.models import Refund, RefundReason
from project.accounts.audit.actions import record
from project.accounts.roles.predicates import is_staff
from project.accounts.visitors import Visitor
from project.base import limits
from project.base.errors import NotFound, Refusal


class NotRefundable(Refusal):
    """Never paid, or nothing is left of it."""

    message = _("There is nothing left to refund.")


class RefundTooLarge(Refusal):
    """More than is left of a line; `line` and `left_minor` say which and how much."""

    status = 422
    message = _("This is more than is left to refund.")


class DisputeIsOpen(Refusal):
    """The buyer's bank has the money already: what is refunded beside it is lost twice."""

    message = _("The buyer's bank is deciding about this payment. Wait for that.")


class WordsMissing(Refusal):
    """Staff says why: it is kept in the trail."""

    status = 422
    message = _("Say why.")


def refund_lines(
    *,
    order_id: str,
    parts: Mapping[str, int] | None,
    reason: RefundReason,
    words: str,
    by: Visitor,
    now: datetime,
    as_staff: bool = False,
) -> Refund:
    """Promise money back and have the provider send it: `parts` by line id in minor units, None for all that is left.

    A seller refunds their own lines; staff any, with words, where it works as staff (`as_staff`) and its second factor
    was asked for. Raises `NotFound` for other people's orders and lines,
    `NotRefundable`, `RefundTooLarge`, `DisputeIsOpen`, `WordsMissing`, `TooManyTries`.
    """
    limits.ask("refunds", f"person {by.user_id}")
    staff = as_staff and is_staff(by)
    if staff and not words.strip():
        raise WordsMissing
    with transaction.atomic():
        order = _order(order_id, by, any_seller=staff)
        lines = _lines(order, by, any_seller=staff)
        if open_disputes(order):
            raise DisputeIsOpen
        asked = _parts(parts, lines)
        payment = paying(order)
        if payment is None:
            raise NotRefundable
        refund = prepare_refund(
            order, payment, amount_minor=_sum(asked), reason=reason, now=now, parts=asked, words=words, by=by.user_id
        )
        if staff:
            _trail(order, refund, by, now=now)
        work_out(order, now=now)
        _promise(order, refund, shares_in(asked, lines), now=now)
        tell(order, now=now)
    return refund


def _promise(order: Order, refund: Refund, shares: Sequence[Share], *, now: datetime) -> None:
    named = {"refund_id": refund.public_id, "currency": order.currency}
    balances = hold(accounts_of(shares, order.currency), now=now)
    post(postings.refund_promised(shares=shares, balances=balances, **named), now=now)


def _trail(order: Order, refund: Refund, by: Visitor, *, now: datetime) -> None:
    facts = {"refund": refund.public_id, "amount_minor": refund.amount_minor, "why": refund.words}
    record(staff_id=by.user_id or 0, action="order.refund", target=order.public_id, facts=facts, now=now)


def _order(order_id: str, by: Visitor, *, any_seller: bool) -> Order:
    found = Order.objects.filter(public_id=order_id)
    if not any_seller:
        found = found.filter(lines__seller_id=by.user_id or 0, state__in=PAID_STATES)
    pk = found.values_list("pk", flat=True).first()
    if pk is None:
        raise NotFound
    order = locked_order(pk)
    if order.state not in PAID_STATES:
        raise NotRefundable
    return order


def _lines(order: Order, by: Visitor, *, any_seller: bool) -> list[OrderLine]:
    lines = OrderLine.objects.filter(order=order)
    return list(lines if any_seller else lines.filter(seller_id=by.user_id))


def _parts(asked: Mapping[str, int] | None, lines: Sequence[OrderLine]) -> dict[int, Parts]:
    left, by_id = left_of(lines), {line.public_id: line for line in lines}
    if asked is None:
        whole = {pk: parts for pk, parts in left.items() if parts.total_minor}
        if not whole:
            raise NotRefundable
        return whole
    found: dict[int, Parts] = {}
    for line_id, amount in asked.items():
        line = by_id.get(line_id)
        if line is None:
            raise NotFound
        most = left[line.pk].total_minor
        if not 0 < amount <= most:
            raise RefundTooLarge(line=line_id, left_minor=most)
        found[line.pk] = split_refund(amount, left[line.pk])
    if not found:
        raise NotRefundable
    return found


def _sum(parts: Mapping[int, Parts]) -> int:
    return sum(one.total_minor for one in parts.values())

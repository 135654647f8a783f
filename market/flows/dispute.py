"""Disputes as banks open, weigh and decide them: the seller's part is frozen, given back, or gone. Forwards only."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from market.flows import postings
from market.flows.books import hold, post
from market.flows.left import freeze, left_of, parts_in, shares_in, spread
from market.flows.letters import tell_sellers_disputed
from market.flows.locking import locked_payment
from market.flows.postings import Posting, Share, accounts_of
from market.flows.refunding import prepare_refund
from market.flows.standing import work_out
from market.flows.telling import tell
from market.ledger.kinds import Kind
from market.ledger.lines import Ref
from market.orders.granting import revoke_grants
from market.orders.models import Order, OrderLine
from market.orders.steps import note_step
from market.payments.inbox import NotYet
from market.payments.models import Dispute, DisputeState, Payment, PaymentState, RefundReason
from market.payments.stripe import calls
from market.payments.stripe.facts import BalanceMove, DisputeOpened

RANK = {
    DisputeState.WARNING_NEEDS_RESPONSE: 0,
    DisputeState.WARNING_UNDER_REVIEW: 1,
    DisputeState.WARNING_CLOSED: 2,
    DisputeState.NEEDS_RESPONSE: 3,
    DisputeState.UNDER_REVIEW: 4,
    DisputeState.PREVENTED: 5,
    DisputeState.WON: 5,
    DisputeState.LOST: 5,
}
OVER = frozenset([DisputeState.WARNING_CLOSED, DisputeState.PREVENTED, DisputeState.WON, DisputeState.LOST])


def learn_of_dispute(provider_id: str, *, now: datetime) -> None:
    """Ask how a dispute stands and do what follows. Raises `ProviderError`, and `NotYet` for a payment not known."""
    learn_dispute(calls.retrieve_dispute(provider_id), now=now)


def learn_dispute(told: DisputeOpened, *, now: datetime) -> None:
    """Do what follows from how a dispute stands; older news than what is known changes nothing. Raises `NotYet`."""
    payment_pk = _payment_of(told)
    if payment_pk is None:
        raise NotYet(f"no paid payment of {told.intent_id or told.charge_id}")
    with transaction.atomic():
        order, payment = locked_payment(payment_pk)
        dispute, is_new = _row(payment, told)
        before = DisputeState(dispute.state)
        moving = [*_taken(order, payment, dispute, told, now=now)]
        if not is_new and RANK[DisputeState(told.status)] > RANK[before]:
            dispute.state = told.status
        dispute.evidence_due_at = told.due_at
        has_ended = dispute.state in OVER and dispute.closed_at is None
        moving += _given_back(order, payment, dispute, told, now=now)
        if has_ended:
            dispute.closed_at = now
            moving += _ended(order, payment, dispute, now=now)
        dispute.save()
        if not (is_new or moving or has_ended or dispute.state != before):
            return
        if is_new and dispute.funds_taken_at is None and not has_ended:
            note_step(order=order, kind="dispute_inquiry", facts={"dispute": dispute.public_id}, now=now)
        work_out(order, now=now)
        post(*moving, now=now)
        tell(order, now=now)


def _payment_of(told: DisputeOpened) -> int | None:
    named = Q(charge_id=told.charge_id) if told.charge_id else Q(intent_id=told.intent_id)
    paid = Payment.objects.filter(named, state=PaymentState.SUCCEEDED)
    return paid.values_list("pk", flat=True).first()


def _row(payment: Payment, told: DisputeOpened) -> tuple[Dispute, bool]:
    return Dispute.objects.get_or_create(
        provider_id=told.id,
        defaults={
            "payment": payment,
            "state": told.status,
            "reason": told.reason[:60],
            "amount_minor": told.amount_minor,
            "currency": told.currency,
            "evidence_due_at": told.due_at,
            "opened_at": told.opened_at,
        },
    )


def _taken(order: Order, payment: Payment, dispute: Dispute, told: DisputeOpened, *, now: datetime) -> list[Posting]:
    """The bank took it: whatever is left to each line's seller is frozen."""
    out = [move for move in told.moves if move.amount_minor < 0]
    if dispute.funds_taken_at is not None or not out:
        return []
    amount, fee = -sum(move.amount_minor for move in out), sum(move.fee_minor for move in out)
    dispute.amount_minor, dispute.fee_minor = amount, fee
    lines = _lines(order, payment)
    parts = spread(amount, lines, left_of(lines))
    dispute.funds_taken_at = now
    freeze(dispute, parts)
    shares = shares_in(parts, lines)
    facts = {"dispute": dispute.public_id, "amount_minor": amount, "currency": dispute.currency}
    note_step(order=order, kind="dispute_opened", facts=facts, now=now)
    tell_sellers_disputed(order, dispute=dispute.public_id, amount_minor=amount, currency=dispute.currency)
    balances = hold([*accounts_of(shares, dispute.currency)], now=now)
    return [
        postings.dispute_taken(
            provider_id=told.id,
            currency=dispute.currency,
            amount_minor=amount,
            fee_minor=fee,
            shares=shares,
            balances=balances,
        )
    ]


def _given_back(
    order: Order, payment: Payment, dispute: Dispute, told: DisputeOpened, *, now: datetime
) -> list[Posting]:
    """It was won and the money is here again: what was frozen is its seller's."""
    back = [move for move in told.moves if move.amount_minor > 0]
    if dispute.state != DisputeState.WON or dispute.funds_taken_at is None or dispute.funds_back_at or not back:
        return []
    dispute.funds_back_at = now
    shares = _frozen(order, dispute)
    facts = {"dispute": dispute.public_id, "amount_minor": dispute.amount_minor, "currency": dispute.currency}
    note_step(order=order, kind="dispute_won", facts=facts, now=now)
    balances = hold(accounts_of(shares, dispute.currency), now=now)
    return [
        postings.dispute_back(
            provider_id=told.id,
            currency=dispute.currency,
            amount_minor=dispute.amount_minor,
            back_minor=_net(back),
            shares=shares,
            balances=balances,
        )
    ]


def _ended(order: Order, payment: Payment, dispute: Dispute, *, now: datetime) -> list[Posting]:
    facts = {"dispute": dispute.public_id}
    if dispute.state == DisputeState.LOST:
        return _lost(order, payment, dispute, now=now)
    if dispute.funds_taken_at is None:
        note_step(order=order, kind="dispute_closed", facts=facts, now=now)
    is_unasked = not _lines(order, payment)
    if is_unasked and dispute.state == DisputeState.WON and payment.refunded_minor < payment.amount_minor:
        # It was to go back, and could not while the bank had it.
        left = payment.amount_minor - payment.refunded_minor
        prepare_refund(order, payment, amount_minor=left, reason=RefundReason.LATE, now=now)
    return []


def _lost(order: Order, payment: Payment, dispute: Dispute, *, now: datetime) -> list[Posting]:
    note_step(order=order, kind="dispute_lost", facts={"dispute": dispute.public_id}, now=now)
    shares = _frozen(order, dispute)
    revoke_grants([row.line_id for row in dispute.lines.all()], because="dispute_lost", now=now)
    if dispute.funds_taken_at is None:
        return []
    promised = 0
    if not _lines(order, payment):
        # Money that nobody asked for, on its way back when the bank took it: it is back.
        held = hold(accounts_of(shares, dispute.currency), now=now)
        there = held[Ref(Kind.REFUND_LIABILITY, None, dispute.currency)]
        unsent = payment.amount_minor - payment.refunded_minor
        promised = min(dispute.amount_minor, unsent, there)
    return [
        postings.dispute_lost(
            dispute_id=dispute.public_id,
            currency=dispute.currency,
            amount_minor=dispute.amount_minor,
            shares=shares,
            promised_minor=promised,
        )
    ]


def _lines(order: Order, payment: Payment) -> Sequence[OrderLine]:
    """The lines that this payment paid; none for money that was nobody's."""
    return list(OrderLine.objects.filter(order=order)) if payment.is_sale else []


def _frozen(order: Order, dispute: Dispute) -> list[Share]:
    return shares_in(parts_in(dispute.lines.all()), list(OrderLine.objects.filter(order=order)))


def _net(moves: Sequence[BalanceMove]) -> int:
    return sum(move.net_minor for move in moves)

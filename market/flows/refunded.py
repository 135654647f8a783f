"""What became of a refund: sent, arrived, come back, or refused; told by the provider, forwards only."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from market.flows import postings
from market.flows.alarms import alarm
from market.flows.books import hold, post
from market.flows.left import HOLDS_MONEY, freeze, parts_in, shares_in
from market.flows.letters import tell_buyer_refunded
from market.flows.locking import locked_payment
from market.flows.postings import Posting, accounts_of
from market.flows.refunding import UNSENT, ask_refund, count_refunded
from market.flows.standing import work_out
from market.flows.telling import tell
from market.orders.models import PAID_STATES, Order, OrderLine, PaperKind
from market.orders.papers import issue_paper
from market.orders.steps import note_step
from market.payments.measures import refunds_ended
from market.payments.models import Dispute, Payment, Refund, RefundState
from market.payments.stripe.errors import ProviderRefused
from market.payments.stripe.facts import RefundMade

FAILED = frozenset(["failed", "canceled"])
ENDED = frozenset([RefundState.FAILED, RefundState.CANCELLED])
type Held = tuple[Order, Payment, Refund]


def submit_refund(refund_pk: int, *, now: datetime) -> RefundState:
    """Ask for a refund if that is to be done, and write down what came of it; how it stands then."""
    answer = ask_refund(refund_pk, now=now)
    if answer is not None:
        refund, told = answer
        if isinstance(told, ProviderRefused):
            give_up_refund(refund.pk, str(told), now=now)
        else:
            learn_refund(refund.pk, told, now=now)
    return RefundState(Refund.objects.values_list("state", flat=True).get(pk=refund_pk))


def learn_refund(refund_pk: int, made: RefundMade, *, now: datetime) -> None:
    """Write down how the provider's refund stands; older news than what is known changes nothing."""
    with transaction.atomic():
        order, payment, refund = _held(refund_pk)
        if refund.state in ENDED or refund.provider_id not in {None, made.id}:
            return
        moving: list[Posting] = []
        is_news = refund.state in UNSENT
        if is_news:
            moving.append(_send(order, payment, refund, made, now=now))
        if made.status in FAILED:
            moving += _came_back(order, payment, refund, made, now=now)
        elif made.status == "succeeded" and refund.state == RefundState.PENDING:
            refund.state, refund.ended_at = RefundState.SUCCEEDED, now
            _step(order, payment, refund, "refunded", now=now)
            refunds_ended.labels(result="succeeded").inc()
        elif not is_news:
            return
        refund.save()
        _finish(order, payment, moving, _undoing(order, payment, refund), now=now)


def give_up_refund(refund_pk: int, why: str, *, now: datetime) -> None:
    """The provider will never send it: what was promised is whose it was, and somebody must look."""
    with transaction.atomic():
        order, payment, refund = _held(refund_pk)
        if refund.state not in UNSENT:
            return
        refund.last_error = f"ProviderRefused: {why}"[:300]
        _fail(order, payment, refund, RefundState.FAILED, now=now)
        refund.save()
        _finish(order, payment, [], _undoing(order, payment, refund), now=now)


def _held(refund_pk: int) -> Held:
    payment_pk = Refund.objects.values_list("payment_id", flat=True).get(pk=refund_pk)
    order, payment = locked_payment(payment_pk)
    return order, payment, Refund.objects.select_for_update(no_key=True).get(pk=refund_pk)


def _send(order: Order, payment: Payment, refund: Refund, made: RefundMade, *, now: datetime) -> Posting:
    refund.provider_id, refund.state = made.id, RefundState.PENDING
    refund.leased_until, refund.due_at, refund.last_error = None, None, ""
    _step(order, payment, refund, "refund_sent", now=now)
    if order.state in PAID_STATES and refund.lines.exists():
        more = {"refund": refund.public_id, "refunded_minor": refund.amount_minor, "currency": payment.currency}
        issue_paper(order=order, kind=PaperKind.CREDIT_NOTE, cause=refund.public_id, now=now, more=more)
    tell_buyer_refunded(order, refund=refund.public_id, amount_minor=refund.amount_minor, currency=payment.currency)
    return postings.refund_sent(provider_id=made.id, currency=payment.currency, amount_minor=refund.amount_minor)


def _came_back(order: Order, payment: Payment, refund: Refund, made: RefundMade, *, now: datetime) -> list[Posting]:
    refund.last_error = made.why[:300]
    state = RefundState.CANCELLED if made.status == "canceled" else RefundState.FAILED
    _fail(order, payment, refund, state, now=now)
    back = postings.refund_came_back(provider_id=made.id, currency=payment.currency, amount_minor=refund.amount_minor)
    return [back]


def _fail(order: Order, payment: Payment, refund: Refund, state: RefundState, *, now: datetime) -> None:
    refund.state, refund.ended_at, refund.leased_until, refund.due_at = state, now, None, None
    count_refunded(payment, -refund.amount_minor)
    _step(order, payment, refund, "refund_failed", now=now)
    refunds_ended.labels(result="failed").inc()
    alarm("refund_failed", refund=refund.public_id, order=order.public_id, amount_minor=refund.amount_minor)


def _undoing(order: Order, payment: Payment, refund: Refund) -> Callable[[datetime], list[Posting]] | None:
    """How the promise of a refund that failed is taken back; None where none was made, or it stands."""
    rows = list(refund.lines.all())
    if refund.state not in ENDED or not rows:
        return None
    lines = list(OrderLine.objects.filter(order=order))
    shares, parts = shares_in(parts_in(rows), lines), parts_in(rows)
    dispute = Dispute.objects.filter(HOLDS_MONEY, payment=payment, closed_at=None).first()
    if dispute is not None:
        # The bank took it before it was sent: what is nobody's promise any more is in its hands.
        freeze(dispute, parts)

    def undo(now: datetime) -> list[Posting]:
        balances = hold(accounts_of(shares, payment.currency), now=now)
        named = {"refund_id": refund.public_id, "currency": payment.currency}
        if dispute is not None:
            return [postings.refund_frozen(shares=shares, **named)]
        return [postings.refund_undone(shares=shares, balances=balances, **named)]

    return undo


def _finish(
    order: Order,
    payment: Payment,
    moving: list[Posting],
    undo: Callable[[datetime], list[Posting]] | None,
    *,
    now: datetime,
) -> None:
    work_out(order, now=now)
    post(*moving, *(undo(now) if undo is not None else []), now=now)
    tell(order, now=now)


def _step(order: Order, payment: Payment, refund: Refund, kind: str, *, now: datetime) -> None:
    facts = {"refund": refund.public_id, "amount_minor": refund.amount_minor, "currency": payment.currency}
    note_step(order=order, kind=kind, facts=facts, now=now)

"""What a provider would say of a payment, made up for the demo: the same values as its adapter reads, and no call."""

from datetime import datetime

from market.flows.fulfil import settle
from market.payments.models import Payment, Refund
from market.payments.stripe.facts import BalanceMove, Charge, DisputeOpened, Intent, RefundMade, Session

DISPUTE_FEE = 1500


def paid(payment: Payment, *, now: datetime) -> None:
    """A payment that came, with the usual fee."""
    amount, currency, key = payment.amount_minor, payment.currency, payment.public_id
    fee = amount * 29 // 1000 + 30
    move = BalanceMove(
        id=f"txn_{key}", kind="charge", amount_minor=amount, fee_minor=fee, currency=currency, source="", at=now
    )
    charge = Charge(
        id=f"ch_{key}", intent_id=f"pi_{key}", status="succeeded", amount_minor=amount, currency=currency, move=move
    )
    intent = Intent(id=f"pi_{key}", status="succeeded", received_minor=amount, currency=currency, charge=charge)
    session = Session(
        id=f"cs_{key}",
        status="complete",
        payment_status="paid",
        amount_minor=amount,
        currency=currency,
        url="",
        reference=key,
        expires_at=now,
        intent=intent,
        intent_id=intent.id,
    )
    settle(payment.pk, session, now=now)


def refunded(refund: Refund) -> RefundMade:
    """A refund that arrived."""
    payment = refund.payment
    return RefundMade(
        id=f"re_{refund.public_id}",
        status="succeeded",
        amount_minor=refund.amount_minor,
        currency=payment.currency,
        intent_id=str(payment.intent_id),
        charge_id=str(payment.charge_id),
        why="",
        metadata={"refund": refund.public_id},
        move_id=f"txn_{refund.public_id}",
    )


def disputed(payment: Payment, status: str, at: datetime) -> DisputeOpened:
    """A dispute of all of a payment, in this state."""
    key, currency = payment.public_id, payment.currency
    amount = payment.amount_minor - payment.refunded_minor

    def move(name: str, moved: int, fee: int) -> BalanceMove:
        return BalanceMove(
            id=f"txn_{name}_{key}",
            kind="adjustment",
            amount_minor=moved,
            fee_minor=fee,
            currency=currency,
            source=f"du_{key}",
            at=at,
        )

    moves = [move("out", -amount, DISPUTE_FEE)] + ([move("back", amount, 0)] if status == "won" else [])
    return DisputeOpened(
        id=f"du_{key}",
        status=status,
        reason="product_not_received",
        amount_minor=amount,
        currency=currency,
        intent_id=str(payment.intent_id),
        charge_id=str(payment.charge_id),
        opened_at=at,
        due_at=None,
        moves=tuple(moves),
    )

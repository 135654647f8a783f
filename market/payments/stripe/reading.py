"""Stripe's objects read into values; what may come as an id or expanded is taken either way."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from market.payments.stripe.facts import (
    BalanceMove,
    Calculation,
    Charge,
    DisputeOpened,
    Intent,
    RefundMade,
    Session,
    TaxedLine,
    TaxPart,
    Told,
)

type Raw = dict[str, Any]


def session_of(raw: Raw) -> Session:
    """A Checkout Session."""
    intent = raw.get("payment_intent")
    return Session(
        id=raw["id"],
        status=raw["status"],
        payment_status=raw["payment_status"],
        amount_minor=raw["amount_total"] or 0,
        currency=(raw["currency"] or "").upper(),
        url=raw.get("url") or "",
        reference=raw.get("client_reference_id") or "",
        expires_at=_moment(raw["expires_at"]),
        intent=intent_of(intent) if isinstance(intent, dict) else None,
        intent_id=_id(intent),
    )


def intent_of(raw: Raw) -> Intent:
    """A payment intent, with its last charge where that came along."""
    charge, error = raw.get("latest_charge"), raw.get("last_payment_error") or {}
    return Intent(
        id=raw["id"],
        status=raw["status"],
        received_minor=raw.get("amount_received") or 0,
        currency=raw["currency"].upper(),
        declined=(error.get("message") or "")[:200],
        metadata=dict(raw.get("metadata") or {}),
        charge=charge_of(charge) if isinstance(charge, dict) else None,
    )


def charge_of(raw: Raw) -> Charge:
    """A charge, with its balance transaction where that came along."""
    move = raw.get("balance_transaction")
    return Charge(
        id=raw["id"],
        intent_id=_id(raw.get("payment_intent")),
        status=raw["status"],
        amount_minor=raw["amount"],
        currency=raw["currency"].upper(),
        move=move_of(move) if isinstance(move, dict) else None,
    )


def move_of(raw: Raw) -> BalanceMove:
    """A balance transaction."""
    return BalanceMove(
        id=raw["id"],
        kind=raw["type"],
        amount_minor=raw["amount"],
        fee_minor=raw["fee"],
        currency=raw["currency"].upper(),
        source=_id(raw.get("source")),
        at=_moment(raw["created"]),
    )


def refund_of(raw: Raw) -> RefundMade:
    """A refund."""
    return RefundMade(
        id=raw["id"],
        status=raw["status"],
        amount_minor=raw["amount"],
        currency=raw["currency"].upper(),
        intent_id=_id(raw.get("payment_intent")),
        charge_id=_id(raw.get("charge")),
        why=raw.get("failure_reason") or "",
        metadata=dict(raw.get("metadata") or {}),
        move_id=_id(raw.get("balance_transaction")),
        move_back_id=_id(raw.get("failure_balance_transaction")),
    )


def dispute_of(raw: Raw) -> DisputeOpened:
    """A dispute."""
    due = (raw.get("evidence_details") or {}).get("due_by")
    return DisputeOpened(
        id=raw["id"],
        status=raw["status"],
        reason=raw.get("reason") or "",
        amount_minor=raw["amount"],
        currency=raw["currency"].upper(),
        intent_id=_id(raw.get("payment_intent")),
        charge_id=_id(raw.get("charge")),
        opened_at=_moment(raw["created"]),
        due_at=_moment(due) if due else None,
        moves=tuple(move_of(move) for move in raw.get("balance_transactions") or []),
    )


def told_of(raw: Raw) -> Told:
    """An event. Raises `KeyError` and `TypeError` for what is none."""
    subject = raw["data"]["object"]
    return Told(
        id=str(raw["id"]),
        kind=str(raw["type"]),
        object_id=str(subject.get("id") or ""),
        created_at=_moment(raw["created"]),
        payload=raw,
    )


def calculation_of(raw: Raw) -> Calculation:
    """A tax calculation with its lines. Raises `LookupError`, `TypeError` and `ArithmeticError` for what is none."""
    return Calculation(
        id=_text(raw["id"]),
        currency=_text(raw["currency"]).upper(),
        tax_minor=_whole(raw["tax_amount_exclusive"]),
        lines=tuple(_taxed_line(line) for line in raw["line_items"]["data"]),
    )


def _taxed_line(raw: Raw) -> TaxedLine:
    return TaxedLine(
        reference=_text(raw["reference"]),
        code=_text(raw["tax_code"]),
        behavior=_text(raw["tax_behavior"]),
        amount_minor=_whole(raw["amount"]),
        tax_minor=_whole(raw["amount_tax"]),
        parts=tuple(_tax_part(part) for part in raw["tax_breakdown"]),
    )


def _tax_part(raw: Raw) -> TaxPart:
    # Where nothing is due there are no details.
    details, place = raw["tax_rate_details"] or {"display_name": "", "percentage_decimal": "0"}, raw["jurisdiction"]
    return TaxPart(
        name=_text(details["display_name"]),
        place="-".join(filter(None, (_text(place["country"]), place.get("state")))),
        percent=_percent(details["percentage_decimal"]),
        why=_text(raw["taxability_reason"]),
        taxable_minor=_whole(raw["taxable_amount"]),
        tax_minor=_whole(raw["amount"]),
    )


def _percent(value: Any) -> Decimal:
    # A text on the wire, of which the library may have made a number.
    percent = Decimal(str(value))
    if not percent.is_finite():
        raise TypeError("no number")
    return percent


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value


def _id(value: Any) -> str:
    found = value.get("id") if isinstance(value, dict) else value
    return str(found or "")


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)

"""What Stripe says, as values of our own: amounts in minor units, currencies in capitals, moments as datetimes."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class BalanceMove:
    """A balance transaction: so much came to or left the account, and what was kept of it."""

    id: str
    kind: str
    amount_minor: int
    fee_minor: int
    currency: str
    source: str
    at: datetime

    @property
    def net_minor(self) -> int:
        """What the balance changed by."""
        return self.amount_minor - self.fee_minor


@dataclass(frozen=True, kw_only=True)
class Charge:
    """Money that was taken. `move` is None until Stripe has booked it."""

    id: str
    intent_id: str
    status: str
    amount_minor: int
    currency: str
    move: BalanceMove | None = None


@dataclass(frozen=True, kw_only=True)
class Intent:
    """A payment intent, its last charge, and why it was declined where it was."""

    id: str
    status: str
    received_minor: int
    currency: str
    declined: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    charge: Charge | None = None


@dataclass(frozen=True, kw_only=True)
class Session:
    """A Checkout Session; `reference` is our payment's public id."""

    id: str
    status: str
    payment_status: str
    amount_minor: int
    currency: str
    url: str
    reference: str
    expires_at: datetime
    intent: Intent | None = None
    intent_id: str = ""


@dataclass(frozen=True, kw_only=True)
class RefundMade:
    """A refund as it stands; `move_back` is there when it failed after the money had left."""

    id: str
    status: str
    amount_minor: int
    currency: str
    intent_id: str
    charge_id: str
    why: str
    metadata: dict[str, str]
    move_id: str = ""
    move_back_id: str = ""


@dataclass(frozen=True, kw_only=True)
class DisputeOpened:
    """A dispute as it stands, with what was taken for it and given back."""

    id: str
    status: str
    reason: str
    amount_minor: int
    currency: str
    intent_id: str
    charge_id: str
    opened_at: datetime
    due_at: datetime | None
    moves: tuple[BalanceMove, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """An event: that something happened to an object. What the object was then is a hint, and no more."""

    id: str
    kind: str
    object_id: str
    created_at: datetime
    payload: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TaxPart:
    """One tax on a line: whose (`DE`, `US-NY`), how many percent of how much, what it comes to, and why so."""

    name: str
    place: str
    percent: Decimal
    why: str
    taxable_minor: int
    tax_minor: int


@dataclass(frozen=True, kw_only=True)
class TaxedLine:
    """A line as tax was worked out on it; `reference` is the name that we gave it."""

    reference: str
    code: str
    behavior: str
    amount_minor: int
    tax_minor: int
    parts: tuple[TaxPart, ...]


@dataclass(frozen=True, kw_only=True)
class Calculation:
    """What Stripe Tax found: each line rounded by itself."""

    id: str
    currency: str
    tax_minor: int
    lines: tuple[TaxedLine, ...]

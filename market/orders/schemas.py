"""Orders as the API tells them; amounts are whole minor units of the order's currency."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

LineId = Annotated[str, Field(pattern=r"^oln_[0-9A-Za-z]{1,40}$")]
Amount = Annotated[int, Field(strict=True, ge=1, le=10**12)]


class OrderHead(Schema):
    """An order in one line of a list."""

    id: str
    state: str
    currency: str
    total_minor: int
    refunded_minor: int
    placed_at: datetime
    paid_at: datetime | None
    titles: list[str]
    count: int


class OrdersOut(Schema):
    """Some orders, newest first, and the cursor of those after them."""

    orders: list[OrderHead]
    next: str | None


class WaitOut(Schema):
    """What an order waits for: a code, words, and until when, where that is known."""

    why: str
    words: str
    until: datetime | None


class StepOut(Schema):
    """One thing that happened to an order."""

    kind: str
    words: str
    facts: dict[str, Any]
    at: datetime


class LineOut(Schema):
    """One tier as it was sold; `grant` is there while it may be read and downloaded."""

    id: str
    product: str
    title: str
    tier: str
    seller: str
    kind: str
    quantity: int
    unit_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int
    refunded_minor: int
    kept_until: datetime | None
    grant: str | None


class PaperOut(Schema):
    """A paper that can be had of an order."""

    public_id: str
    kind: str
    year: int
    number: int


class OrderOut(OrderHead):
    """An order with its lines, all that happened, and all that it waits for."""

    is_gift: bool
    subtotal_minor: int
    discount_minor: int
    tax_minor: int
    expires_at: datetime | None
    ended_at: datetime | None
    payment: str
    can_pay: bool
    waits: list[WaitOut]
    steps: list[StepOut]
    lines: list[LineOut]
    papers: list[PaperOut]


class BoughtFileOut(Schema):
    """A file of what was bought, with a link that opens it for five minutes, for its owner alone."""

    id: str
    name: str
    bytes: int
    media_type: str
    fetched: int
    url: str


class DeliveredOut(Schema):
    """What one line gives now."""

    line: str
    grant: str
    product: str
    title: str
    version: str | None
    content: str | None
    files: list[BoughtFileOut]


class DownloadsOut(Schema):
    """Everything that an order gives now."""

    delivered: list[DeliveredOut]


class RefundPart(Schema):
    """So much of one line."""

    model_config = ConfigDict(extra="forbid")
    line: LineId
    amount_minor: Amount


class RefundIn(Schema):
    """What goes back: parts of lines, or without any all that is left."""

    model_config = ConfigDict(extra="forbid")
    parts: Annotated[list[RefundPart], Field(max_length=100)] | None = None
    reason: Annotated[str, Field(pattern=r"^(requested_by_customer|duplicate|fraudulent|other)$")] = (
        "requested_by_customer"
    )
    words: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""


class RefundOut(Schema):
    """A refund that was promised; the order's timeline tells how it goes on."""

    id: str
    state: str
    amount_minor: int
    currency: str

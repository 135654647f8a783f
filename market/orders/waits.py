"""Why an order waits, in words for whoever looks, each with its moment where there is one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from market.orders.models import Order, OrderLine, OrderState, OrderStep

WAITS: dict[str, str | Promise] = {
    "payment_opening": _("We are asking the payment provider for a page; you can try again in a moment."),
    "payment_open": _("Waiting for you to pay."),
    "payment_action": _("Waiting for your bank to confirm."),
    "payment_declined": _("The payment was declined. Nothing was charged; you can try again."),
    "payment_failed": _("The payment did not come. You can try again."),
    "payment_processing": _("Waiting for your bank to send the money; this can take some days."),
    "kept": _("This order is kept for you."),
    "late": _("The money came too late and goes back to you."),
    "not_what_was_asked": _("Another amount came than was asked for: it goes back to you."),
    "refund_asked": _("A refund is being asked for."),
    "refund_sent": _("The refund is on its way; banks take five to ten days."),
    "dispute_inquiry": _("The bank asks about the payment; nothing was taken."),
    "dispute_opened": _("Waiting for the bank to decide who was right; this can take weeks."),
    "seller_pending": _("Paid. The seller's part is pending until then."),
}
OF_PAYMENT = frozenset(
    [
        "payment_opening",
        "payment_open",
        "payment_action",
        "payment_declined",
        "payment_failed",
        "payment_processing",
    ]
)
REFUND_ENDS = frozenset(["refunded", "refund_failed"])
DISPUTE_ENDS = frozenset(["dispute_won", "dispute_lost", "dispute_closed"])


def waits_of(order: Order, steps: Sequence[OrderStep], lines: Sequence[OrderLine]) -> list[dict[str, Any]]:
    """What this order waits for now; empty where it waits for nothing."""
    found: list[dict[str, Any]] = []
    if order.state == OrderState.PLACED:
        found += _of_payment(order, steps)
    found += [_wait(step.kind) for step in _unfinished(steps, "refund", ("refund_asked", "refund_sent"), REFUND_ENDS)]
    disputes = _unfinished(steps, "dispute", ("dispute_inquiry", "dispute_opened"), DISPUTE_ENDS)
    found += [_wait(step.kind) for step in disputes]
    pending = [line.releases_at for line in lines if line.releases_at and line.released_at is None and _is_paid(line)]
    frozen = any(step.kind == "dispute_opened" for step in disputes)
    if pending and not frozen and order.state in {OrderState.PAID, OrderState.PARTIALLY_REFUNDED}:
        found.append(_wait("seller_pending", until=max(pending)))
    return found


def payment_of(steps: Sequence[OrderStep]) -> str:
    """How the payment stands, by the last step that says so; empty where none was begun."""
    said = [step.kind for step in steps if step.kind in OF_PAYMENT or step.kind in {"paid", "late"}]
    return said[-1] if said else ""


def _of_payment(order: Order, steps: Sequence[OrderStep]) -> list[dict[str, Any]]:
    why = payment_of(steps)
    found = [_wait(why)] if why in WAITS else []
    if order.expires_at is not None:
        found.append(_wait("kept", until=order.expires_at))
    return found


def _unfinished(
    steps: Sequence[OrderStep], name: str, begins: tuple[str, ...], ends: frozenset[str]
) -> list[OrderStep]:
    """The last step of each refund or dispute that has not ended."""
    last: dict[str, OrderStep] = {}
    for step in steps:
        key = str(step.facts.get(name, ""))
        if step.kind in begins:
            last[key] = step
        elif step.kind in ends:
            last.pop(key, None)
    return list(last.values())


def _is_paid(line: OrderLine) -> bool:
    return line.total_minor > line.refunded_minor


def _wait(why: str, *, until: datetime | None = None) -> dict[str, Any]:
    return {"why": why, "words": str(WAITS[why]), "until": until}

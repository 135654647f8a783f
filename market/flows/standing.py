"""How an order stands after money went back or came again: worked out from refunds and lost disputes, never counted."""

from datetime import datetime

from django.db.models import Sum

from market.flows.left import GONE_BACK
from market.orders.granting import restore_grants, revoke_grants
from market.orders.models import PAID_STATES, Order, OrderLine, OrderState
from market.payments.models import DisputeLine, DisputeState, RefundLine, RefundState

SENT = (RefundState.PENDING, RefundState.SUCCEEDED)


def work_out(order: Order, *, now: datetime) -> None:
    """Write down what each line and the order have given back, and take or restore grants, under the order's lock."""
    if order.state not in PAID_STATES:
        return
    promised, sent = _back(order, GONE_BACK), _back(order, SENT)
    whole, part = list[int](), list[int]()
    for line in OrderLine.objects.filter(order=order):
        given = promised.get(line.pk, 0)
        if line.refunded_minor != given:
            OrderLine.objects.filter(pk=line.pk).update(refunded_minor=given)
        if line.total_minor:
            (whole if sent.get(line.pk, 0) == line.total_minor else part).append(line.pk)
    revoke_grants(whole, because="refunded", now=now)
    restore_grants(part, because="refunded")
    back = sum(sent.values())
    order.refunded_minor, order.state = back, _state(back, order.total_minor)
    order.version += 1
    order.save(update_fields=["refunded_minor", "state", "version"])


def _state(back: int, total: int) -> OrderState:
    if not back:
        return OrderState.PAID
    return OrderState.REFUNDED if back == total else OrderState.PARTIALLY_REFUNDED


def _back(order: Order, states: tuple[RefundState, ...]) -> dict[int, int]:
    """What went back of each line: by refunds in these states, and by disputes that were lost."""
    refunded = RefundLine.objects.filter(line__order=order, refund__state__in=states)
    lost = DisputeLine.objects.filter(line__order=order, dispute__state=DisputeState.LOST)
    found: dict[int, int] = {}
    for rows in (refunded, lost):
        for row in rows.values("line_id").annotate(back=Sum("amount_minor")):
            found[row["line_id"]] = found.get(row["line_id"], 0) + row["back"]
    return found

"""Everything about money that comes and goes back."""

from market.payments.models.back import (
    Dispute,
    DisputeLine,
    DisputeState,
    Refund,
    RefundLine,
    RefundReason,
    RefundState,
)
from market.payments.models.inbox import ProviderEvent
from market.payments.models.payments import ALIVE, Payment, PaymentState, Provider
from market.payments.models.watch import Difference, ProviderMove, ReadUpTo

__all__ = [
    "ALIVE",
    "Difference",
    "Dispute",
    "DisputeLine",
    "DisputeState",
    "Payment",
    "PaymentState",
    "Provider",
    "ProviderEvent",
    "ProviderMove",
    "ReadUpTo",
    "Refund",
    "RefundLine",
    "RefundReason",
    "RefundState",
]

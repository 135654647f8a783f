"""Everything about money that comes and goes back."""

from market.payments.models.back import Dispute, DisputeState, Refund, RefundLine, RefundReason, RefundState
from market.payments.models.inbox import ProviderEvent
from market.payments.models.payments import ALIVE, Payment, PaymentState, Provider

__all__ = [
    "ALIVE",
    "Dispute",
    "DisputeState",
    "Payment",
    "PaymentState",
    "Provider",
    "ProviderEvent",
    "Refund",
    "RefundLine",
    "RefundReason",
    "RefundState",
]

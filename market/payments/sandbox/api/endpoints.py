"""Every address of the API: its parameters, and who answers. What comes later is added here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from market.payments.sandbox.api import balance, disputes, events, intents, refunds, sessions, taxes
from market.payments.sandbox.api import parameters as takes
from market.payments.sandbox.api.parameters import Shape

type Call = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Endpoint:
    """`path` has `{key}` in the place of an id; `like` names the library's own type of its parameters."""

    method: str
    path: str
    takes: Shape
    call: Call
    like: str

    def match(self, method: str, path: str) -> dict[str, str] | None:
        """The ids in a path of this endpoint; None for others."""
        if method != self.method:
            return None
        found = re.fullmatch(self.path.replace("{key}", r"(?P<key>[A-Za-z0-9_]+)"), path)
        return found.groupdict() if found else None


ENDPOINTS = (
    Endpoint("POST", "checkout/sessions", takes.SESSION_CREATE, sessions.create, "checkout.SessionCreateParams"),
    Endpoint("GET", "checkout/sessions", takes.SESSION_LIST, sessions.list_all, "checkout.SessionListParams"),
    Endpoint("GET", "checkout/sessions/{key}", takes.EXPAND, sessions.retrieve, "checkout.SessionRetrieveParams"),
    Endpoint(
        "GET",
        "checkout/sessions/{key}/line_items",
        takes.PAGE,
        sessions.list_items,
        "checkout.SessionListLineItemsParams",
    ),
    Endpoint("POST", "checkout/sessions/{key}/expire", takes.EXPAND, sessions.expire, "checkout.SessionExpireParams"),
    Endpoint("GET", "payment_intents", takes.DATED, intents.list_all, "PaymentIntentListParams"),
    Endpoint("GET", "payment_intents/{key}", takes.EXPAND, intents.retrieve, "PaymentIntentRetrieveParams"),
    Endpoint("POST", "payment_intents/{key}/cancel", takes.INTENT_CANCEL, intents.cancel, "PaymentIntentCancelParams"),
    Endpoint("GET", "payment_methods/{key}", takes.EXPAND, intents.retrieve_method, "PaymentMethodRetrieveParams"),
    Endpoint("GET", "charges", takes.CHARGE_LIST, intents.list_charges, "ChargeListParams"),
    Endpoint("GET", "charges/{key}", takes.EXPAND, intents.retrieve_charge, "ChargeRetrieveParams"),
    Endpoint("POST", "refunds", takes.REFUND_CREATE, refunds.create, "RefundCreateParams"),
    Endpoint("GET", "refunds", takes.BACK_LIST, refunds.list_all, "RefundListParams"),
    Endpoint("GET", "refunds/{key}", takes.EXPAND, refunds.retrieve, "RefundRetrieveParams"),
    Endpoint("POST", "refunds/{key}", takes.REFUND_UPDATE, refunds.update, "RefundModifyParams"),
    Endpoint("POST", "refunds/{key}/cancel", takes.EXPAND, refunds.cancel, "RefundCancelParams"),
    Endpoint("GET", "disputes", takes.BACK_LIST, disputes.list_all, "DisputeListParams"),
    Endpoint("GET", "disputes/{key}", takes.EXPAND, disputes.retrieve, "DisputeRetrieveParams"),
    Endpoint("POST", "disputes/{key}", takes.DISPUTE_UPDATE, disputes.update, "DisputeModifyParams"),
    Endpoint("POST", "disputes/{key}/close", takes.EXPAND, disputes.close, "DisputeCloseParams"),
    Endpoint("GET", "balance", takes.EXPAND, balance.retrieve, "BalanceRetrieveParams"),
    Endpoint(
        "GET",
        "balance_transactions",
        takes.TRANSACTION_LIST,
        balance.list_transactions,
        "BalanceTransactionListParams",
    ),
    Endpoint(
        "GET",
        "balance_transactions/{key}",
        takes.EXPAND,
        balance.retrieve_transaction,
        "BalanceTransactionRetrieveParams",
    ),
    Endpoint("POST", "tax/calculations", takes.CALCULATION_CREATE, taxes.create, "tax.CalculationCreateParams"),
    Endpoint("GET", "tax/calculations/{key}", takes.EXPAND, taxes.retrieve, "tax.CalculationRetrieveParams"),
    Endpoint(
        "GET",
        "tax/calculations/{key}/line_items",
        takes.PAGE,
        taxes.list_items,
        "tax.CalculationListLineItemsParams",
    ),
    Endpoint("GET", "events", takes.EVENT_LIST, events.list_all, "EventListParams"),
    Endpoint("GET", "events/{key}", takes.EXPAND, events.retrieve, "EventRetrieveParams"),
    Endpoint("POST", "webhook_endpoints", takes.ENDPOINT_CREATE, events.create_endpoint, "WebhookEndpointCreateParams"),
    Endpoint("GET", "webhook_endpoints", takes.PAGE, events.list_endpoints, "WebhookEndpointListParams"),
    Endpoint("GET", "webhook_endpoints/{key}", takes.EXPAND, events.retrieve_endpoint, "WebhookEndpointRetrieveParams"),
    Endpoint("DELETE", "webhook_endpoints/{key}", takes.NOTHING, events.delete_endpoint, "WebhookEndpointDeleteParams"),
)


def find_endpoint(method: str, path: str) -> tuple[Endpoint, dict[str, str]] | None:
    """Who answers an address, and the ids in it."""
    for endpoint in ENDPOINTS:
        ids = endpoint.match(method, path)
        if ids is not None:
            return endpoint, ids
    return None

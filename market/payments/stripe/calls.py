"""Asking Stripe: one client a process, times out, repeats itself once, and answers in values or errors of our own."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, cast

import httpx
import stripe
from django.conf import settings
from stripe.params.tax import CalculationCreateParams

from market.payments.stripe import reading
from market.payments.stripe.errors import ProviderBusy, sorted_errors
from market.payments.stripe.facts import (
    BalanceMove,
    Calculation,
    DisputeOpened,
    Intent,
    RefundMade,
    Session,
    Told,
)

# What objects look like is pinned: an upgrade of the account or the library changes nothing here by itself.
VERSION = "2026-10-28.endive"
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 20.0
# Somebody looks at a page meanwhile, and nothing is lost when nobody answers.
TAX_SECONDS = 6.0
RETRIES = 1
WHOLE_INTENT = ["latest_charge.balance_transaction"]
WHOLE_SESSION = ["payment_intent.latest_charge.balance_transaction"]
LONGEST_LIST = 5000


def create_session(params: dict[str, Any], *, key: str) -> Session:
    """Open a Checkout Session; the same key again is answered the same."""
    with sorted_errors():
        made = _client().v1.checkout.sessions.create(cast("Any", params), {"idempotency_key": key})
    return reading.session_of(_plain(made))


def retrieve_session(session_id: str) -> Session:
    """A session with intent, charge and balance transaction."""
    with sorted_errors():
        found = _client().v1.checkout.sessions.retrieve(session_id, {"expand": WHOLE_SESSION})
    return reading.session_of(_plain(found))


def find_session(reference: str, *, since: datetime) -> Session | None:
    """The session of one of our payments, looked for among those created since; the newest, None where none is."""
    asked: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    for raw in _listed(lambda: _client().v1.checkout.sessions.list(asked)):
        if raw.get("client_reference_id") == reference:
            return reading.session_of(raw)
    return None


def expire_session(session_id: str) -> Session:
    """Close an open session; raises `ProviderRefused` for one that is not open any more."""
    with sorted_errors():
        ended = _client().v1.checkout.sessions.expire(session_id, {}, {"idempotency_key": f"expire-{session_id}"})
    return reading.session_of(_plain(ended))


def retrieve_intent(intent_id: str) -> Intent:
    """A payment intent with charge and balance transaction."""
    with sorted_errors():
        found = _client().v1.payment_intents.retrieve(intent_id, {"expand": WHOLE_INTENT})
    return reading.intent_of(_plain(found))


def create_refund(params: dict[str, Any], *, key: str) -> RefundMade:
    """Give money back; the same key again is answered the same."""
    with sorted_errors():
        made = _client().v1.refunds.create(cast("Any", params), {"idempotency_key": key})
    return reading.refund_of(_plain(made))


def retrieve_refund(refund_id: str) -> RefundMade:
    """A refund as it stands."""
    with sorted_errors():
        found = _client().v1.refunds.retrieve(refund_id)
    return reading.refund_of(_plain(found))


def refunds_of_intent(intent_id: str) -> list[RefundMade]:
    """All refunds of a payment."""
    asked: Any = {"payment_intent": intent_id, "limit": 100}
    return [reading.refund_of(raw) for raw in _listed(lambda: _client().v1.refunds.list(asked))]


def retrieve_dispute(dispute_id: str) -> DisputeOpened:
    """A dispute as it stands."""
    with sorted_errors():
        found = _client().v1.disputes.retrieve(dispute_id)
    return reading.dispute_of(_plain(found))


def events_since(since: datetime) -> list[Told]:
    """What happened since then, oldest first; Stripe remembers thirty days."""
    asked: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    found = [reading.told_of(raw) for raw in _listed(lambda: _client().v1.events.list(asked))]
    return found[::-1]


def moves_since(since: datetime) -> list[BalanceMove]:
    """Every movement of the account's balance since then, oldest first."""
    asked: Any = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    found = [reading.move_of(raw) for raw in _listed(lambda: _client().v1.balance_transactions.list(asked))]
    return found[::-1]


def calculate_tax(params: CalculationCreateParams) -> Calculation:
    """Ask what tax is due, with all lines and their parts; raises as `reading.calculation_of` does for nonsense.

    It moves nothing, so that no key of ours is needed: the library's own, new each time, lets it repeat itself.
    """
    calculations = _client(TAX_SECONDS).v1.tax.calculations
    with sorted_errors():
        found = calculations.create({**params, "expand": ["line_items.data.tax_breakdown"]})
    raw = _plain(found)
    # An expanded list is its first page.
    if raw["line_items"]["has_more"]:
        page: Any = {"limit": 100, "expand": ["data.tax_breakdown"]}
        raw["line_items"]["data"] = list(_listed(lambda: calculations.line_items.list(raw["id"], page)))
    return reading.calculation_of(raw)


def _listed(first: Any) -> Iterator[dict[str, Any]]:
    with sorted_errors():
        for one in islice(first().auto_paging_iter(), LONGEST_LIST):
            yield _plain(one)


def _plain(found: Any) -> dict[str, Any]:
    plain: dict[str, Any] = found.to_dict()
    return plain


def _client(seconds: float = ANSWER_SECONDS) -> stripe.StripeClient:
    if not settings.STRIPE["key"]:
        raise ProviderBusy("STRIPE_SECRET_KEY is not set: nothing can be paid.", code="not_set_up")
    return _made(settings.STRIPE["key"], settings.STRIPE["base"], seconds)


class Line(stripe.HTTPClient):
    """The library's way out, over one pool of connections; its own for httpx sends bodies as httpx soon will not."""

    name = "httpx"

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.pool = httpx.Client(timeout=httpx.Timeout(seconds, connect=CONNECT_SECONDS))

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        """One request; what keeps it from being answered is raised as the library expects it."""
        try:
            answer = self.pool.request(method, url, headers=dict(headers or {}), content=post_data)
        except httpx.HTTPError as error:
            broken = stripe.APIConnectionError(type(error).__name__, should_retry=True)  # type: ignore[no-untyped-call]
            raise broken from error
        return answer.text, answer.status_code, answer.headers

    def close(self) -> None:
        """Close every connection."""
        self.pool.close()


@lru_cache(maxsize=8)
def _made(key: str, base: str, seconds: float) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base},
        stripe_version=VERSION,
        max_network_retries=RETRIES,
        http_client=Line(seconds),
    )

"""Each way in which Stripe can fail is sorted by what is to be done: give up, come again, look, take another key."""

from typing import Any

import httpx
import pytest
import stripe

from market.payments.stripe import calls
from market.payments.stripe.errors import (
    ProviderBusy,
    ProviderError,
    ProviderFailed,
    ProviderRefused,
    ProviderSilent,
    sorted_errors,
)
from tests.doubles.stripe import Stripe


def caused(error: BaseException) -> stripe.APIConnectionError:
    broken = stripe.APIConnectionError("broken")  # type: ignore[no-untyped-call]
    broken.__cause__ = error
    return broken


def refused(kind: Any, **more: Any) -> stripe.StripeError:
    made: stripe.StripeError = kind("no", param="amount", **more)
    return made


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (caused(httpx.ConnectError("refused")), ProviderBusy),
        (caused(httpx.ConnectTimeout("slow")), ProviderBusy),
        (caused(httpx.ReadTimeout("slow")), ProviderSilent),
        (caused(httpx.RemoteProtocolError("cut")), ProviderSilent),
        (stripe.RateLimitError("many", http_status=429), ProviderBusy),
        (stripe.AuthenticationError("who", http_status=401), ProviderBusy),
        (refused(stripe.InvalidRequestError, http_status=400), ProviderRefused),
        (refused(stripe.CardError, code="card_declined", http_status=402), ProviderRefused),
        (stripe.IdempotencyError("other", http_status=400), ProviderSilent),
        (stripe.APIError("conflict", http_status=409), ProviderSilent),
        (stripe.APIError("unreadable", http_status=200), ProviderSilent),
        (stripe.APIError("gateway", http_status=503), ProviderSilent),
        (stripe.APIError("broken", http_status=500), ProviderFailed),
    ],
)
def test_an_error_is_sorted_by_what_is_to_be_done(error: stripe.StripeError, kind: type[ProviderError]) -> None:
    with pytest.raises(ProviderError) as told, sorted_errors():
        raise error

    assert type(told.value) is kind


def test_words_of_an_error_tell_nothing_that_was_sent(stripe: Stripe) -> None:
    with pytest.raises(ProviderRefused) as told:
        calls.create_refund({"payment_intent": "pi_somebodys", "amount": 1}, key="k")

    assert "somebodys" not in str(told.value)
    assert told.value.code == "resource_missing"


def test_without_a_key_nothing_is_asked(settings: object) -> None:
    settings.STRIPE = {"key": "", "base": "http://127.0.0.1:1", "webhook_secrets": [], "page": ""}  # type: ignore[attr-defined]

    with pytest.raises(ProviderBusy) as told:
        calls.retrieve_session("cs_1")
    assert told.value.code == "not_set_up"


def test_the_version_is_pinned_and_keys_are_ours(stripe: Stripe) -> None:
    client = calls._client()

    assert client._requestor._options.stripe_version == calls.VERSION
    assert client._requestor._options.max_network_retries == calls.RETRIES

"""Checkout sessions: what is taken, what is refused and how, and how they end."""

import time
from typing import Any

import pytest
import stripe as library
from stripe import AuthenticationError, InvalidRequestError, RateLimitError, StripeClient

from tests.doubles.stripe import Stripe
from tests.market.payments.sandbox.shop import Shop


def test_session_keeps_what_it_was_opened_with(shop: Shop) -> None:
    session = shop.open(client_reference_id="ord_1", metadata={"order": "ord_1"}, customer_email="ben@example.org")

    found = shop.v1.checkout.sessions.retrieve(session.id, {"expand": ["line_items"]})

    assert (found.status, found.payment_status, found.payment_intent) == ("open", "unpaid", None)
    assert (found.amount_total, found.currency, found.client_reference_id) == (2500, "usd", "ord_1")
    assert found.metadata is not None
    assert found.metadata["order"] == "ord_1"
    assert found.line_items is not None
    assert found.line_items.data[0].description == "Letters that are answered"
    assert found.url == f"http://localhost:{shop.stripe.port}/c/pay/{session.id}"


@pytest.mark.parametrize(
    ("changed", "param", "code"),
    [
        ({"colour": "red"}, "colour", "parameter_unknown"),
        ({"line_items": []}, "line_items", "parameter_missing"),
        ({"mode": "subscription"}, "mode", None),
        ({"mode": "lease"}, "mode", None),
        ({"success_url": "shop"}, "success_url", "url_invalid"),
        ({"cancel_url": "javascript:alert(1)"}, "cancel_url", "url_invalid"),
        ({"customer_email": "ben"}, "customer_email", "email_invalid"),
        ({"expires_at": int(time.time()) + 600}, "expires_at", None),
        ({"expires_at": int(time.time()) + 100_000}, "expires_at", None),
        ({"client_reference_id": ""}, "client_reference_id", "parameter_invalid_empty"),
        ({"metadata": {"a" * 41: "b"}}, "metadata", None),
        ({"metadata": {"a": "b" * 501}}, "metadata[a]", None),
        ({"expand": ["nonsense"]}, "expand", None),
        ({"automatic_tax": {"enabled": "yes"}}, "automatic_tax[enabled]", None),
        ({"payment_intent_data": {"shade": "x"}}, "payment_intent_data[shade]", "parameter_unknown"),
    ],
)
def test_bad_parameter_is_refused_by_name(shop: Shop, changed: dict[str, Any], param: str, code: str | None) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        shop.open(**changed)

    assert (refused.value.http_status, refused.value.param, refused.value.code) == (400, param, code)
    assert refused.value.request_id is not None
    assert shop.v1.checkout.sessions.list().data == []


@pytest.mark.parametrize(
    ("minor", "currency", "code"),
    [
        (49, "usd", "amount_too_small"),
        (29, "gbp", "amount_too_small"),
        (49, "jpy", "amount_too_small"),
        (0, "eur", "amount_too_small"),
        (100_000_000, "usd", "parameter_invalid_integer"),
        (1005, "kwd", "amount_invalid"),
        (500, "xyz", None),
    ],
)
def test_amount_that_stripe_does_not_take_is_refused(shop: Shop, minor: int, currency: str, code: str | None) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        shop.open(minor=minor, currency=currency)

    assert refused.value.code == code


@pytest.mark.parametrize(("minor", "currency"), [(50, "usd"), (30, "gbp"), (50, "jpy"), (99_999_999, "usd")])
def test_least_and_most_are_taken(shop: Shop, minor: int, currency: str) -> None:
    assert shop.open(minor=minor, currency=currency).amount_total == minor


def test_sum_beyond_the_most_is_refused(shop: Shop) -> None:
    order = shop.order(minor=60_000_000)
    order["line_items"] *= 2

    with pytest.raises(InvalidRequestError) as refused:
        shop.v1.checkout.sessions.create(order)  # type: ignore[arg-type]

    assert refused.value.code == "amount_too_large"


def test_two_currencies_in_one_session_are_refused(shop: Shop) -> None:
    order = shop.order()
    order["line_items"] += shop.order(currency="eur")["line_items"]

    with pytest.raises(InvalidRequestError) as refused:
        shop.v1.checkout.sessions.create(order)  # type: ignore[arg-type]

    assert refused.value.param == "line_items"


def test_session_expires_by_itself_and_says_so(shop: Shop) -> None:
    session = shop.open(expires_at=int(time.time()) + 1800)

    shop.stripe.advance(1801)

    assert shop.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert [event["data"]["object"]["id"] for event in shop.stripe.events("checkout.session.expired")] == [session.id]


def test_only_an_open_session_can_be_expired(shop: Shop) -> None:
    session = shop.open()
    shop.stripe.pay(session.id)

    with pytest.raises(InvalidRequestError) as refused:
        shop.v1.checkout.sessions.expire(session.id)

    assert "status of complete" in str(refused.value)
    assert shop.stripe.events("checkout.session.expired") == []


def test_unknown_id_is_missing(shop: Shop) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        shop.v1.checkout.sessions.retrieve("cs_test_nobody")

    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")


def test_wrong_key_is_refused(stripe: Stripe) -> None:
    stranger = StripeClient("sk_test_cyd", base_addresses={"api": stripe.url})

    with pytest.raises(AuthenticationError) as refused:
        stranger.v1.balance.retrieve()

    assert refused.value.http_status == 401


def test_other_accounts_are_not_there(shop: Shop) -> None:
    with pytest.raises(library.PermissionError) as refused:
        shop.v1.balance.retrieve({}, {"stripe_account": "acct_cyd"})

    assert refused.value.error is not None
    assert (refused.value.http_status, refused.value.error.code) == (403, "account_invalid")


def test_too_many_requests_are_turned_away(shop: Shop) -> None:
    shop.stripe.too_many(1)

    with pytest.raises(RateLimitError):
        shop.open()

    assert shop.open().status == "open"


def test_lists_page_through_in_both_directions(shop: Shop) -> None:
    made = [shop.open().id for _each in range(7)]

    everything = [one.id for one in shop.v1.checkout.sessions.list({"limit": 3}).auto_paging_iter()]
    page = shop.v1.checkout.sessions.list({"limit": 2, "ending_before": made[0]})

    assert everything == made[::-1]
    assert ([one.id for one in page.data], page.has_more) == ([made[2], made[1]], True)


def test_list_is_bounded_by_creation_and_status(shop: Shop) -> None:
    old, new = shop.open(), None
    shop.stripe.advance(100)
    new = shop.open()
    shop.v1.checkout.sessions.expire(new.id)

    later = shop.v1.checkout.sessions.list({"created": {"gt": old.created}})
    still_open = shop.v1.checkout.sessions.list({"status": "open"})

    assert [one.id for one in later.data] == [new.id]
    assert [one.id for one in still_open.data] == [old.id]


@pytest.mark.parametrize(
    ("given", "param"),
    [({"limit": 101}, "limit"), ({"starting_after": "cs_test_nobody"}, "starting_after"), ({"size": 3}, "size")],
)
def test_bad_page_is_refused(shop: Shop, given: dict[str, Any], param: str) -> None:
    with pytest.raises(InvalidRequestError) as refused:
        shop.v1.checkout.sessions.list(given)  # type: ignore[arg-type]

    assert refused.value.param == param

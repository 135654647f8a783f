"""The hosted page without JavaScript: forms alone pay, are declined, authenticate and lead back."""

import re
from typing import Any

import httpx
import pytest

from tests.doubles import stripe as double
from tests.market.payments.sandbox.shop import Shop

FILLED = {"email": "ben@example.org", "number": "", "expiry": "12 / 34", "cvc": "123", "name": "Ben"}
THANKS = "https://shop.example/thanks?session="


def send(shop: Shop, session: Any, **typed: str) -> httpx.Response:
    """Fill in the form and press its button."""
    return httpx.post(page(shop, session), data={**FILLED, **typed}, follow_redirects=False)


def page(shop: Shop, session: Any, kind: str = "pay") -> str:
    return f"{shop.stripe.url}/c/{kind}/{session.id}"


def test_page_says_that_no_money_moves_and_what_is_bought(shop: Shop) -> None:
    shown = httpx.get(page(shop, shop.open())).text

    assert "Stripe sandbox: no money moves" in shown
    assert "Letters that are answered" in shown
    assert "USD 25.00" in shown
    assert "https://shop.example/cart" in shown
    assert "<script" not in shown


def test_good_card_leads_to_the_shop(shop: Shop) -> None:
    session = shop.open()

    answer = send(shop, session, number="4242 4242 4242 4242")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{THANKS}{session.id}")
    found = shop.v1.checkout.sessions.retrieve(session.id)
    assert found.payment_status == "paid"
    assert found.customer_details is not None
    assert (found.customer_details.email, found.customer_details.name) == ("ben@example.org", "Ben")


def test_session_paid_twice_at_once_leads_to_the_shop_once_charged(shop: Shop) -> None:
    session = shop.open()
    send(shop, session, number=double.SUCCESS)

    again = send(shop, session, number=double.SUCCESS)

    assert again.headers["Location"] == f"{THANKS}{session.id}"
    assert len(shop.v1.charges.list().data) == 1


def test_declined_card_is_told_and_keeps_what_was_typed(shop: Shop) -> None:
    session = shop.open()

    answer = send(shop, session, number=double.NO_FUNDS)

    assert answer.status_code == 402
    assert "Your card has insufficient funds." in answer.text
    assert 'value="ben@example.org"' in answer.text


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"number": "4242 4242 4242 4241"}, "number", "Your card number is incorrect."),
        ({"number": "4111111111111111"}, "number", "Your request was in test mode"),
        ({"expiry": "01 / 20"}, "expiry", "expiration year is in the past"),
        ({"expiry": "soon"}, "expiry", "expiration date is incomplete"),
        ({"cvc": "12"}, "cvc", "security code is incomplete"),
        ({"email": "ben"}, "email", "Give an email address"),
        ({"name": ""}, "name", "Give a name."),
    ],
)
def test_wrong_field_is_named_and_nothing_is_tried(shop: Shop, typed: dict[str, str], field: str, said: str) -> None:
    session = shop.open()

    shown = send(shop, session, **{"number": double.SUCCESS, **typed}).text

    place = re.search(rf'<span class="wrong" id="{field}-wrong">([^<]*)', shown)
    assert place is not None
    assert said in place[1].replace("&#x27;", "'")
    assert shop.v1.checkout.sessions.retrieve(session.id).payment_intent is None


def test_picked_test_card_fills_the_form_and_pays_nothing(shop: Shop) -> None:
    session = shop.open()

    shown = httpx.post(page(shop, session), data={"fill": "4000000000000002"}).text

    assert 'value="4000 0000 0000 0002"' in shown
    assert shop.v1.checkout.sessions.retrieve(session.id).payment_intent is None


@pytest.mark.parametrize(("said", "paid"), [("complete", "paid"), ("fail", "unpaid")])
def test_authentication_step_completes_or_fails(shop: Shop, said: str, paid: str) -> None:
    session = shop.open()
    asked = send(shop, session, number=double.AUTHENTICATE)

    answered = httpx.post(page(shop, session, "auth"), data={"said": said}, follow_redirects=False)

    assert asked.headers["Location"].endswith(f"/c/auth/{session.id}")
    assert "3D Secure 2 test page" not in httpx.get(page(shop, session)).text
    assert shop.v1.checkout.sessions.retrieve(session.id).payment_status == paid
    back = f"{THANKS}{session.id}" if paid == "paid" else f"/c/pay/{session.id}"
    assert answered.headers["Location"].endswith(back)


def test_failed_authentication_is_said_on_the_page(shop: Shop) -> None:
    session = shop.open()
    shop.stripe.pay(session.id, card=double.AUTHENTICATE, authenticate=False)

    assert "We are unable to authenticate your payment method." in httpx.get(page(shop, session)).text


def test_expired_and_paid_sessions_say_so(shop: Shop) -> None:
    gone, paid = shop.open(), shop.open()
    shop.v1.checkout.sessions.expire(gone.id)
    shop.stripe.pay(paid.id)

    answers = [httpx.get(page(shop, one)) for one in (gone, paid)]
    nowhere = httpx.get(f"{shop.stripe.url}/c/pay/cs_test_nobody")
    late = send(shop, gone, number=double.SUCCESS)

    assert [answer.status_code for answer in answers] == [410, 200]
    assert "This page has expired" in answers[0].text
    assert "This is paid already" in answers[1].text
    assert nowhere.status_code == 404
    assert late.status_code == 410
    assert len(shop.v1.charges.list().data) == 1


def test_what_a_shop_names_cannot_become_markup(shop: Shop) -> None:
    order = shop.order()
    order["line_items"][0]["price_data"]["product_data"]["name"] = "<img src=x onerror=alert(1)>"
    session = shop.v1.checkout.sessions.create(order)  # type: ignore[arg-type]

    answer = httpx.get(page(shop, session))

    assert "<img src=x" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_looking_around_shows_payments_and_disputes_them(shop: Shop) -> None:
    charge = shop.sell()["latest_charge"]
    url = f"{shop.stripe.url}/act"

    before = httpx.get(shop.stripe.url).text
    httpx.post(f"{url}/dispute/{charge}")
    [dispute] = shop.v1.disputes.list().data
    httpx.post(f"{url}/win/{dispute.id}")

    assert charge in before
    assert shop.v1.disputes.retrieve(dispute.id).status == "won"
    assert "won" in httpx.get(shop.stripe.url).text


def test_another_sites_page_cannot_press_the_buttons(shop: Shop) -> None:
    charge = shop.sell()["latest_charge"]

    answer = httpx.post(f"{shop.stripe.url}/act/dispute/{charge}", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert shop.v1.disputes.list().data == []

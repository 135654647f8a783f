"""A sale with `TAX=stripe`: what Stripe says is due is agreed to, charged, booked and printed; without it none is."""

from typing import Any

import pytest

from frontend.store.orders.drawn import sums_of
from market.cart.models import CartLine
from market.cart.queries import cart_of, find_tax, with_tax
from market.cart.tax import TaxAway, TaxNotKnown
from market.flows import checkout
from market.flows.checkout import Started
from market.flows.refund import refund_lines
from market.orders.billing import Billing
from market.orders.models import Order, Paper
from market.payments.models import Payment, RefundReason
from market.payments.stripe import calls
from project.accounts.models import User
from project.base import clock
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, product, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tax(settings: Any) -> None:
    settings.TAX = "stripe"


def start(buyer: User, *, agreed: int, country: str) -> Started:
    return checkout.start(
        person_id=buyer.pk,
        key=f"taxed-{country}-{agreed}",
        currency="USD",
        billing=Billing(name=str(buyer), country=country),
        agreed_total_minor=agreed,
        now=clock.now(),
    )


def test_tax_is_agreed_to_charged_booked_and_printed(stripe: Stripe) -> None:
    seller, buyer = ada(), ben()
    till.fill(buyer, product(seller, price_minor=1050), product(seller, price_minor=2000, kind="api"))
    shown = cart_of(buyer.pk)
    quoted = with_tax(shown, find_tax(shown, country="CO")).quote
    assert (quoted.tax_minor, quoted.total_minor) == (200, 3250)

    order = start(buyer, agreed=quoted.total_minor, country="CO").order
    stripe.pay(till.session_of(order))
    till.bring(stripe)

    order.refresh_from_db()
    assert (order.state, order.tax_minor, order.total_minor) == ("paid", quoted.tax_minor, quoted.total_minor)
    assert list(order.lines.order_by("place").values_list("kind", "tax_minor")) == [("prompt", 200), ("api", 0)]
    assert [told["kind"] for told in order.tax_facts["lines"]] == ["prompt", "api"]
    asked = calls._client().v1.tax.calculations.retrieve(order.tax_facts["calculation"])
    assert (asked.tax_amount_exclusive, asked.customer_details.address.country) == (200, "CO")  # type: ignore[union-attr]
    assert till.balances()["tax_payable"] == 200
    for paper in Paper.objects.filter(order=order):
        assert (paper.facts["tax"]["method"], paper.facts["tax"]["calculation"]) == ("stripe", asked.id)
        assert ("Tax", 200) in list(sums_of(paper))
    till.assert_books_are_right()
    till.assert_clearing_is_stripes_balance()


def test_a_refund_gives_the_tax_back_too(stripe: Stripe) -> None:
    buyer = ben()
    till.fill(buyer, product(ada(), price_minor=1000))
    order = start(buyer, agreed=1190, country="DE").order
    stripe.pay(till.session_of(order))
    till.bring(stripe)

    refund_lines(
        order_id=order.public_id, parts=None, reason=RefundReason.OTHER, words="", by=visitor(ada()), now=clock.now()
    )
    till.work()
    till.bring(stripe)

    assert "tax_payable" not in till.balances()
    till.assert_books_are_right()


@pytest.mark.parametrize("how", ["503", "drop", "500", "slow"])
def test_while_nobody_says_what_is_due_nothing_is_ordered_or_charged(
    stripe: Stripe, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    buyer = ben()
    till.fill(buyer, product(ada(), price_minor=1000))
    if how == "slow":
        monkeypatch.setattr(calls, "TAX_SECONDS", 0.2)
        stripe.slow(1)
    elif how == "500":
        stripe.break_next(5)
    else:
        stripe.down(how=how)  # type: ignore[arg-type]

    with pytest.raises(TaxAway):
        start(buyer, agreed=1000, country="DE")

    stripe.up()
    assert_nothing_happened(stripe, buyer)
    assert start(buyer, agreed=1190, country="DE").url is not None


@pytest.mark.parametrize("country", ["ZZ", "US"])
def test_where_no_tax_can_be_told_nothing_is_ordered_or_charged(stripe: Stripe, country: str) -> None:
    buyer = ben()
    till.fill(buyer, product(ada(), price_minor=1000))

    with pytest.raises(TaxNotKnown, match=country):
        start(buyer, agreed=1000, country=country)

    assert_nothing_happened(stripe, buyer)


def test_what_is_free_is_had_while_nobody_answers(stripe: Stripe) -> None:
    buyer = ben()
    till.fill(buyer, product(ada(), pricing="free"))
    stripe.down()

    order = start(buyer, agreed=0, country="DE").order

    stripe.up()
    assert (order.state, order.tax_facts) == ("paid", {})


def assert_nothing_happened(stripe: Stripe, buyer: User) -> None:
    """No order, no payment, nothing at Stripe; what was to be bought is in the cart still."""
    assert not Order.objects.exists()
    assert not Payment.objects.exists()
    assert stripe.events() == []
    assert calls._client().v1.checkout.sessions.list().data == []
    assert CartLine.objects.filter(cart__person=buyer).count() == 1

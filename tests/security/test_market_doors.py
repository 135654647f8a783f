"""The doors of money from outside: who asks for what is not theirs, and who tells us what did not happen."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from market.flows import checkout, gift
from market.flows.refund import RefundTooLarge, refund_lines
from market.ledger.models import Transfer
from market.orders.models import Grant, Order
from market.payments.models import ProviderEvent, Refund, RefundReason
from market.payments.sandbox.delivery.signing import signature
from project.base import clock, limits
from tests.doubles.stripe import Stripe, start_stripe
from tests.frontend.desk.staff import browser_of
from tests.market import till
from tests.market.people import ada, ben, cyd, product, sue, tier_of, visitor
from tests.market.till import stripe_settings
from tests.realtime.race import race
from tests.security.standing import nothing_happened

pytestmark = pytest.mark.django_db
WORDS = {"reason": "other", "words": "Because"}


@pytest.fixture
def stripe(settings: Any) -> Stripe:
    """The double, empty, with its webhooks kept back."""
    double = start_stripe()
    double.hold()
    settings.STRIPE = stripe_settings(double)
    return double


@pytest.fixture
def nobody_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Valkey is away."""

    def away() -> None:
        raise OSError

    monkeypatch.setattr(limits, "_shared", away)
    monkeypatch.setattr(limits, "_resting", limits._Resting())


def line_of(order: Order) -> str:
    """The one line of an order."""
    return str(order.lines.get().public_id)


def test_without_a_count_no_money_moves(stripe: Stripe, nobody_counts: None, monkeypatch: pytest.MonkeyPatch) -> None:
    free, sold = product(ada(), pricing="free"), product(ada())
    with monkeypatch.context() as patch:
        patch.setattr(limits, "ask", lambda *_asked: None)
        order, waiting = till.bought(stripe, ben(), sold), till.check_out(ben(), product(ada())).order
        total = till.fill(ben(), product(ada()))
    browser, seller, staff = browser_of(ben()), browser_of(ada()), browser_of(sue())
    taker = cyd().pk

    with nothing_happened():
        form = {"key": "k" * 20, "currency": "USD", "agreed_total_minor": str(total), "name": "B", "country": "DE"}
        assert browser.post("/checkout/", form).status_code == 503
        body = {"key": "k" * 20, "currency": "USD", "agreed_total_minor": total}
        assert browser.post("/api/cart/checkout", body, content_type="application/json").status_code == 503
        browser.post(f"/orders/{waiting.public_id}/pay/")
        parts = {f"part-{line_of(order)}": "1.00"}
        assert seller.post(f"/studio/sales/{order.public_id}/refund/", parts).status_code == 503
        assert staff.post(f"/desk/orders/{order.public_id}/refund/", parts | WORDS).status_code == 503
        refund = seller.post(f"/api/orders/{order.public_id}/refund", {}, content_type="application/json")
        assert refund.status_code == 503
        with pytest.raises(limits.LimitsAway):
            gift.take_free(person_id=taker, tier_id=tier_of(free).public_id, now=clock.now())
        with pytest.raises(limits.LimitsAway):
            checkout.resume(order_id=waiting.public_id, person_id=ben().pk, now=clock.now())


@pytest.mark.django_db(transaction=True)
def test_refunds_at_the_same_moment_give_back_no_more_than_was_paid(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada(), price_minor=1000))
    seller, line = visitor(ada()), line_of(order)
    asked: dict[str, Any] = {"reason": RefundReason.OTHER, "words": "", "by": seller, "now": clock.now()}

    def give_back(_number: int) -> int:
        try:
            refund_lines(order_id=order.public_id, parts={line: 400}, **asked)
        except RefundTooLarge:
            return 0
        return 400

    assert sum(race(give_back, runners=6)) == 800
    till.work()
    till.bring(stripe)
    order.refresh_from_db()
    assert order.refunded_minor == 800
    assert sum(Refund.objects.values_list("amount_minor", flat=True)) == 800
    till.assert_books_are_right()


@pytest.mark.parametrize(
    "amount", ["-1", "0", "1e3", "NaN", "Infinity", "10.001", "99999999999999999999", "١", "1,0,0"]
)
def test_an_amount_that_is_none_is_never_refunded(stripe: Stripe, amount: str) -> None:
    order = till.bought(stripe, ben(), product(ada(), price_minor=1000))
    form, seller, staff = {f"part-{line_of(order)}": amount}, browser_of(ada()), browser_of(sue())

    with nothing_happened():
        assert seller.post(f"/studio/sales/{order.public_id}/refund/", form).status_code == 422
        assert staff.post(f"/desk/orders/{order.public_id}/refund/", form | WORDS).status_code == 422


@pytest.mark.parametrize("amount", ["-1", "0", "1.5", "1e30", "true", "null", "NaN", '"100"', "[]", "9" * 40])
def test_an_amount_that_is_none_is_refused_by_the_api_too(stripe: Stripe, amount: str) -> None:
    order = till.bought(stripe, ben(), product(ada(), price_minor=1000))
    total = till.fill(ben(), product(ada()))
    refund = f'{{"parts": [{{"line": "{line_of(order)}", "amount_minor": {amount}}}]}}'
    start = f'{{"key": "kkkkkkkkkk", "currency": "USD", "agreed_total_minor": {amount}}}'
    asked = (
        (browser_of(ada()), f"/api/orders/{order.public_id}/refund", refund),
        (browser_of(ben()), "/api/cart/checkout", start),
    )
    assert total

    with nothing_happened():
        for browser, path, body in asked:
            answer = browser.post(path, body, content_type="application/json")
            assert answer.status_code in {400, 409, 422}, (path, answer.status_code)


def test_staff_gives_nothing_back_without_having_proven_who_it_is(stripe: Stripe) -> None:
    order = till.bought(stripe, ben(), product(ada()))
    fresh, late = browser_of(sue()), browser_of(sue(), proven_before=timedelta(hours=2))
    form = {f"part-{line_of(order)}": "1.00", **WORDS}

    with nothing_happened():
        answer = late.post(f"/desk/orders/{order.public_id}/refund/", form)
        assert "reauthenticate" in answer.headers["Location"]
        for browser in (late, fresh):
            by_api = browser.post(
                f"/api/orders/{order.public_id}/refund", {"words": "x"}, content_type="application/json"
            )
            assert by_api.status_code == 404


def test_the_key_of_somebody_elses_checkout_opens_nothing_of_it(stripe: Stripe) -> None:
    first, second = product(ada()), product(ada(), price_minor=2000)

    his = till.check_out(ben(), first, key="the-same-key").order
    hers = till.check_out(cyd(), second, key="the-same-key").order

    assert his.pk != hers.pk
    assert (his.buyer_id, hers.buyer_id) == (ben().pk, cyd().pk)


def test_a_made_up_or_foreign_session_pays_nothing(stripe: Stripe) -> None:
    paid, waiting = till.bought(stripe, cyd(), product(ada())), till.check_out(ben(), product(ada())).order
    own = till.bought(stripe, ben(), product(ada()))
    browser = browser_of(ben())

    for session in (
        till.session_of(paid),
        till.session_of(own),
        "cs_nobodys",
        "",
        "x" * 5000,
        "'--",
        "cs_%",
        "../../v1",
    ):
        answer = browser.get(f"/orders/{waiting.public_id}/return/", {"session_id": session})
        assert answer.status_code == 302
        assert Order.objects.get(pk=waiting.pk).state == "placed"
    assert browser.get(f"/orders/{paid.public_id}/return/").status_code == 404
    assert not Grant.objects.filter(line__order=waiting).exists()


def event(kind: str, subject: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An event as Stripe would word it."""
    made = {"id": f"evt_{kind}{len(str(subject))}", "object": "event", "type": kind, "created": 1_790_000_000}
    return {**made, "data": {"object": subject}, **more}


@pytest.mark.parametrize("more", [{}, {"livemode": True}, {"account": "acct_elsewhere"}, {"api_version": "1999-01-01"}])
def test_what_an_event_says_of_itself_is_not_believed(stripe: Stripe, more: dict[str, Any]) -> None:
    """Signed as it must be, and yet: the object is fetched again, and what it says there counts."""
    paid, waiting = till.bought(stripe, cyd(), product(ada())), till.check_out(ben(), product(ada())).order
    payment, session = till.payment_of(paid), till.session_of(waiting)
    transfers = Transfer.objects.count()
    lies = [
        event("checkout.session.completed", {"id": session, "payment_status": "paid", "amount_total": 1000}, **more),
        event("payment_intent.succeeded", {"id": "pi_nobodys", "amount_received": 1000}, **more),
        event("charge.succeeded", {"id": payment.charge_id, "amount": 10**9, "status": "succeeded"}, **more),
        event("refund.created", {"id": "re_nobodys", "payment_intent": payment.intent_id, "amount": 1000}, **more),
        event("charge.dispute.created", {"id": "dp_nobodys", "charge": payment.charge_id, "amount": 1000}, **more),
        event("charge.dispute.closed", {"id": "dp_nobodys", "status": "lost"}, **more),
        event("payout.paid", {"id": "po_1", "amount": 10**9}, **more),
    ]

    assert till.deliver(stripe, lies) == [200] * len(lies)
    till.work(later=timedelta(hours=1))

    assert Transfer.objects.count() == transfers
    assert Order.objects.get(pk=waiting.pk).state == "placed"
    assert Order.objects.get(pk=paid.pk).state == "paid"
    till.assert_books_are_right()


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b'"x"', b"1", b'{"id": 1}', b'{"id": "evt_1", "type": null, "data": []}', b"\xff\x00"],
)
def test_what_is_signed_and_no_event_is_refused_and_kept_nowhere(stripe: Stripe, body: bytes) -> None:
    signed = signature(body, secret=stripe.webhook_secret, at=int(time.time()))
    answer = Client(raise_request_exception=False).post(
        till.WEBHOOK, body, content_type="application/json", headers={"Stripe-Signature": signed}
    )

    assert answer.status_code == 400
    assert ProviderEvent.objects.count() == 0

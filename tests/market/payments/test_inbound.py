"""The webhook's door: what is let in, what is kept, and that each event works once, whoever loses it on the way."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client

from market.payments import inbox
from market.payments.models import ProviderEvent
from project.base import clock
from tests.doubles.stripe import Stripe
from tests.market import till
from tests.market.people import ada, ben, product

pytestmark = pytest.mark.django_db
KIND = "checkout.session.completed"


def event(kind: str = KIND, key: str = "evt_1") -> dict[str, Any]:
    subject = {"id": "cs_nobodys", "object": "checkout.session"}
    return {"id": key, "object": "event", "type": kind, "created": 1_700_000_000, "data": {"object": subject}}


def test_a_signed_event_is_kept_once_and_answered_each_time(stripe: Stripe) -> None:
    assert till.deliver(stripe, [event()] * 3) == [200, 200, 200]

    assert ProviderEvent.objects.count() == 1


def test_what_nobody_listens_to_is_answered_and_not_kept(stripe: Stripe) -> None:
    assert till.deliver(stripe, [event("product.created")]) == [200]

    assert ProviderEvent.objects.count() == 0


@pytest.mark.parametrize("apart", [-301, 330, -86_400, 86_400])
def test_an_event_that_is_not_of_now_is_refused_old_or_of_the_future(stripe: Stripe, apart: int) -> None:
    body, signature = stripe.signed(event(), at=int(time.time()) + apart)

    assert till.post_event(body, signature) == 400
    assert ProviderEvent.objects.count() == 0


@pytest.mark.parametrize("header", ["", "t=1", "v1=00", "t=x,v1=00", "nonsense", "t=1,t=2,v1=00"])
def test_a_header_that_proves_nothing_is_refused(stripe: Stripe, header: str) -> None:
    body, _signature = stripe.signed(event())

    assert till.post_event(body, header) == 400
    assert ProviderEvent.objects.count() == 0


def test_a_forged_or_changed_event_is_refused(stripe: Stripe) -> None:
    body, signature = stripe.signed(event())
    forger = Stripe(webhook_secret="whsec_guessed", port=1)

    assert till.post_event(body + b" ", signature) == 400
    assert till.post_event(*forger.signed(event())) == 400
    assert ProviderEvent.objects.count() == 0


@pytest.mark.parametrize("secrets", [[], [""], [" "]])
def test_without_a_secret_nobody_is_believed(stripe: Stripe, settings: Any, secrets: list[str]) -> None:
    settings.STRIPE = {**settings.STRIPE, "webhook_secrets": secrets}
    empty = Stripe(webhook_secret="", port=1)

    assert till.post_event(*empty.signed(event())) == 400
    assert ProviderEvent.objects.count() == 0


def test_both_secrets_are_good_while_one_gives_way_to_another(stripe: Stripe, settings: Any) -> None:
    settings.STRIPE = {**settings.STRIPE, "webhook_secrets": ["whsec_new", stripe.webhook_secret]}
    other = Stripe(webhook_secret="whsec_new", port=1)

    assert till.post_event(*stripe.signed(event())) == 200
    assert till.post_event(*other.signed(event(key="evt_2"))) == 200
    assert ProviderEvent.objects.count() == 2


def test_two_endpoints_that_are_told_the_same_book_it_once(stripe: Stripe, settings: Any) -> None:
    settings.STRIPE = {**settings.STRIPE, "webhook_secrets": [stripe.webhook_secret, "whsec_second"]}
    second = Stripe(webhook_secret="whsec_second", port=1)
    order = till.check_out(ben(), product(ada())).order
    stripe.pay(till.session_of(order))

    for told in stripe.events():
        assert till.post_event(*stripe.signed(told)) == 200
        assert till.post_event(*second.signed(told)) == 200
    till.work()

    assert till.balances()["seller_pending Ada"] == 900
    till.assert_clearing_is_stripes_balance()


def test_a_body_that_is_too_large_is_turned_away(stripe: Stripe) -> None:
    body, signature = stripe.signed(event() | {"padding": "x" * 262_144})

    assert till.post_event(body, signature) == 413
    assert live.BODY_BYTES_AT[till.WEBHOOK] == 262_144


def test_the_door_takes_posts_alone(stripe: Stripe) -> None:
    assert Client().get(till.WEBHOOK).status_code == 405


def test_what_speaks_of_something_unknown_is_tried_again_and_then_given_up_aloud(stripe: Stripe) -> None:
    till.deliver(stripe, [event()])
    row = ProviderEvent.objects.get()

    again = inbox.work_on(row.pk, now=clock.now())
    assert again is not None
    assert inbox.work_on(row.pk, now=clock.now()) is None
    row.refresh_from_db()
    assert (row.handled_at, row.tries) == (None, 1)

    ProviderEvent.objects.update(received_at=clock.now() - timedelta(days=4), due_at=clock.now())
    assert list(inbox.stuck_events(now=clock.now())) == [row]
    assert inbox.work_on(row.pk, now=clock.now()) is None
    assert inbox.due_events(now=clock.now() + timedelta(days=1)) == []


def test_what_a_killed_worker_had_in_hand_is_taken_up_again(stripe: Stripe) -> None:
    order = till.check_out(ben(), product(ada())).order
    stripe.pay(till.session_of(order))
    till.deliver(stripe, stripe.events())
    # It had leased them all when it was killed.
    later = clock.now() + inbox.LEASE
    ProviderEvent.objects.update(leased_until=later)
    till.work()
    order.refresh_from_db()
    assert order.state == "placed"

    assert len(inbox.due_events(now=later)) == ProviderEvent.objects.count()
    ProviderEvent.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    till.work()

    order.refresh_from_db()
    assert order.state == "paid"

"""When a price changes or a listing ends, every cart that holds it is told, whatever happens to the worker."""

from datetime import timedelta

import pytest
from django.db import transaction

from market.cart import telling
from market.cart.listening import tell_carts_later
from market.cart.models import Cart, CartTelling
from market.cart.telling import LEASE, tell_due
from market.catalog import news
from project.accounts.models import User
from project.base import clock
from realtime.models import EventRow
from tests.market import people
from tests.market.cart.shelf import cart, put, reprice

pytestmark = pytest.mark.django_db


def buyers(count: int) -> list[User]:
    return [User.objects.create_guest(name="") for _number in range(count)]


def told(person: User) -> int:
    return EventRow.objects.filter(topic__name=f"cart.{person.public_id}").count()


def test_the_catalogue_s_news_reach_every_cart_that_holds_the_product_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "BATCH", 2)
    heron, other = people.product(people.ada()), people.product(people.ada())
    holding, apart = buyers(5), buyers(1)[0]
    for person in holding:
        put(person, heron)
    put(apart, other)
    reprice(heron, 1300)

    with transaction.atomic():
        news.tell(heron.pk, now=clock.now())
    assert tell_due(now=clock.now()) == 5

    assert [told(person) for person in holding] == [2] * 5
    assert told(apart) == 1
    assert not CartTelling.objects.exists()
    assert cart(holding[0]).has_new_prices


def test_what_is_in_no_cart_leaves_no_work() -> None:
    heron = people.product(people.ada())

    with transaction.atomic():
        news.tell(heron.pk, now=clock.now())

    assert not CartTelling.objects.exists()


def test_a_burst_of_changes_is_told_once() -> None:
    heron, (gil,) = people.product(people.ada()), buyers(1)
    put(gil, heron)

    for _number in range(5):
        tell_carts_later([heron.pk], now=clock.now())

    assert tell_due(now=clock.now()) == 1
    assert not CartTelling.objects.exists()


def test_a_worker_that_was_lost_halfway_is_followed_by_one_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "BATCH", 2)
    heron, holding = people.product(people.ada()), buyers(5)
    for person in holding:
        put(person, heron)
    tell_carts_later([heron.pk], now=clock.now())
    now = clock.now()
    row = telling._take(now)
    assert row is not None
    telling._tell_batch(row, now=now)

    assert tell_due(now=now) == 0
    assert tell_due(now=now + LEASE + timedelta(seconds=1)) == 3

    assert [told(person) for person in holding] == [2] * 5


def test_being_told_does_not_make_an_old_cart_young() -> None:
    heron, (gil,) = people.product(people.ada()), buyers(1)
    put(gil, heron)
    before = Cart.objects.get(person=gil)
    tell_carts_later([heron.pk], now=clock.now())

    tell_due(now=clock.now() + timedelta(days=1))

    after = Cart.objects.get(person=gil)
    assert (after.changed_at, after.version) == (before.changed_at, before.version + 1)

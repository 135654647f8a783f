"""Recommendations: each with its reason, and none of what somebody has."""

from datetime import timedelta

import pytest

from market.catalog.models import Product
from market.finding import actions
from market.finding.counting import count_sold, weigh
from market.finding.models import Document, Together
from market.finding.recommending import recommended_to
from market.finding.related import bought_with
from market.orders.models import Grant, Order, OrderLine
from project.accounts.models import User
from project.base import clock
from tests.market.finding.found import index
from tests.market.people import ada, ben, cyd, product, tier_of

pytestmark = pytest.mark.django_db


def sold(buyer: User, *products: Product, state: str = "paid") -> None:
    """An order of these, paid by now or not."""
    now, price = clock.now(), 100
    order = Order.objects.create(
        buyer=buyer,
        key=f"k{Order.objects.count()}",
        state=state,
        currency="USD",
        subtotal_minor=price * len(products),
        total_minor=price * len(products),
        paid_at=now if state == "paid" else None,
    )
    for place, made in enumerate(products):
        line = OrderLine.objects.create(
            order=order,
            place=place,
            seller=made.seller,
            product=made,
            tier=tier_of(made),
            kind=made.kind,
            title=made.title,
            tier_name="Standard",
            seller_name="Ada",
            quantity=1,
            unit_minor=price,
            total_minor=price,
            commission_bps=0,
            commission_minor=0,
            seller_minor=price,
        )
        if state == "paid":
            Grant.objects.create(line=line, person=buyer, product=made, tier=tier_of(made), granted_at=now)


def test_paid_orders_are_counted_once_and_others_never() -> None:
    one, two, three = (product(ada(), title=title) for title in ("One", "Two", "Three"))
    index()
    sold(ben(), one, two)
    sold(cyd(), one, three, state="placed")

    assert [count_sold(), count_sold()] == [1, 0]

    assert {(row.product_id, row.other_id, row.count) for row in Together.objects.all()} == {
        (one.pk, two.pk, 1),
        (two.pk, one.pk, 1),
    }
    assert bought_with(one.pk) == [two.pk]
    assert Document.objects.get(product=one).popularity > Document.objects.get(product=three).popularity


def test_what_is_not_for_sale_any_more_is_beside_nothing() -> None:
    one, two = product(ada()), product(ada())
    index()
    sold(ben(), one, two)
    count_sold()
    Product.objects.filter(pk=two.pk).update(is_paused=True)
    index()

    assert bought_with(one.pk) == []


def test_popularity_is_of_these_months() -> None:
    one = product(ada())
    index()
    sold(ben(), one)
    weigh(now=clock.now())
    now_worth = Document.objects.get(product=one).popularity

    weigh(now=clock.now() + timedelta(days=120))

    assert now_worth == 10
    assert Document.objects.get(product=one).popularity == 0


def test_each_recommendation_says_why_and_none_is_theirs() -> None:
    person = ben()
    bought = product(ada(), title="Contract reviewer", description="Risky clauses in legal agreements")
    like = product(cyd(), title="Lease reviewer", description="Risky clauses in legal rental agreements")
    beside = product(cyd(), title="Watercolour brushes", kind="download", at="downloads/art")
    other = product(cyd(), title="Jazz drum samples", kind="download", at="downloads/music")
    index()
    sold(person, bought)
    sold(cyd(), bought, beside)
    count_sold()

    told = {one.product.slug: (one.reason, one.about) for one in recommended_to(person.pk)}

    assert told[beside.slug] == ("with", "Contract reviewer")
    assert told[like.slug] == ("bought", "Contract reviewer")
    assert told[other.slug] == ("popular", "")
    assert bought.slug not in told


def test_followed_sellers_and_looks_are_reasons() -> None:
    person = ben()
    seen = product(cyd(), title="Harbour photographs", kind="download", at="downloads/photo")
    like = product(cyd(), title="Harbour pictures", kind="download", at="downloads/photo")
    followed = product(ada(), title="Contract reviewer")
    index()
    actions.follow_seller(person_id=person.pk, seller=ada().public_id, now=clock.now())
    actions.note_view(person_id=person.pk, product_pk=seen.pk, now=clock.now())

    told = {one.product.slug: (one.reason, one.about) for one in recommended_to(person.pk)}

    assert told[followed.slug] == ("follows", "Ada")
    assert told[like.slug] == ("viewed", "Harbour photographs")

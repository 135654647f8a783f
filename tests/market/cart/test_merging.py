"""Who signs in brings the cart along that they filled before."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.cart import actions
from market.cart.merging import merge, merged
from market.cart.models import Cart
from market.catalog.models import Product
from project.accounts.merging import merge_guest
from project.accounts.models import User
from project.base import clock
from realtime.models import EventRow
from tests.market import people
from tests.market.cart.shelf import cart, put, quantities

pytestmark = pytest.mark.django_db
IN_A_CART = st.dictionaries(st.sampled_from((0, 1, 2)), st.integers(1, 4))


def guest() -> User:
    return User.objects.create_guest(name="")


def sign_in(who: User, member: User) -> None:
    assert merge_guest(guest_id=who.pk, member_id=member.pk, now=clock.now())


def fill(person: User, shelf: list[Product], wanted: dict[int, int]) -> None:
    for which, quantity in wanted.items():
        put(person, shelf[which], quantity)


@given(quantity=st.integers(1, 99), other=st.integers(1, 99), most=st.integers(1, 99))
def test_two_quantities_become_one_that_may_be_bought(quantity: int, other: int, most: int) -> None:
    both = merged(quantity, other, most)

    assert both == merged(other, quantity, most)
    assert 1 <= both <= most
    assert both == most or both == quantity + other


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=IN_A_CART, own=IN_A_CART)
def test_whatever_was_in_two_carts_is_in_the_one_that_is_left(before: dict[int, int], own: dict[int, int]) -> None:
    ada, ben, gil = people.ada(), people.ben(), guest()
    Cart.objects.all().delete()
    shelf = [people.product(ada, title=str(number), most=5) for number in range(3)]
    fill(gil, shelf, before)
    fill(ben, shelf, own)

    with transaction.atomic():
        merge(gil.pk, ben.pk, clock.now())
        # A request that was still under way is taken along later: nothing doubles.
        merge(gil.pk, ben.pk, clock.now())

    wanted = {str(one): min(before.get(one, 0) + own.get(one, 0), 5) for one in before.keys() | own.keys()}
    assert quantities(ben) == wanted
    assert quantities(gil) == {}


def test_the_member_s_currency_stays_where_they_had_anything() -> None:
    ada, ben, gil = people.ada(), people.ben(), guest()
    both = {"USD": 1000, "EUR": 900}
    put(ben, people.product(ada, prices=both))
    actions.set_currency(person_id=ben.pk, currency="EUR", now=clock.now())
    put(gil, people.product(ada, prices=both))

    sign_in(gil, ben)

    shown = cart(ben)
    assert (shown.currency, shown.quote.total_minor, shown.has_new_prices) == ("EUR", 1800, False)


def test_a_member_without_a_cart_takes_the_guest_s_with_its_currency() -> None:
    ben, gil = people.ben(), guest()
    put(gil, people.product(people.ada(), prices={"JPY": 1200}))

    sign_in(gil, ben)

    assert (cart(ben).currency, cart(ben).quote.total_minor) == ("JPY", 1200)
    assert not Cart.objects.filter(person=gil).exists()


def test_both_topics_are_told_and_what_is_in_neither_cart_tells_nobody() -> None:
    ben, gil = people.ben(), guest()
    put(gil, people.product(people.ada()))
    EventRow.objects.all().delete()

    sign_in(gil, ben)
    sign_in(guest(), ben)

    topics = list(EventRow.objects.values_list("topic__name", flat=True).order_by("topic__name"))
    assert topics == sorted([f"cart.{ben.public_id}", f"cart.{gil.public_id}"])


def test_who_sells_a_thing_and_signs_in_sees_that_it_is_their_own() -> None:
    ada, gil = people.ada(), guest()
    put(gil, people.product(ada))

    sign_in(gil, ada)

    (line,) = cart(ada).lines
    assert line.problem is not None
    assert line.problem.code == "OwnProduct"


def test_a_full_cart_takes_no_more_of_a_guest_s_lines() -> None:
    ada, ben, gil = people.ada(), people.ben(), guest()
    made = people.product(ada)
    for number in range(50):
        tier = people.tier(made, name=str(number), prices={"USD": 100})
        actions.add(person_id=ben.pk, tier_id=tier.public_id, now=clock.now())
    put(gil, people.product(ada))

    sign_in(gil, ben)

    assert cart(ben).quantity == 50

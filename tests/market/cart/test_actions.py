"""What may be in a cart, how many of it, and what it says when the world around it changes."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.cart import actions, refusals
from market.cart.models import Cart, CartLine
from market.cart.ownership import _asked, register_ownership
from market.cart.queries import count_of
from market.catalog.models import Product, Tier
from project.base import clock
from project.base.errors import NotFound, Refusal
from tests.market import people
from tests.market.cart.shelf import cart, problems, put, quantities, reprice

pytestmark = pytest.mark.django_db


def refused(product: Product, quantity: int = 1, **said: object) -> Refusal:
    with pytest.raises(Refusal) as told:
        put(people.ben(), product, quantity, **said)
    assert not CartLine.objects.filter(cart__person=people.ben()).exists()
    return told.value


def test_what_is_added_is_in_the_cart_at_its_price() -> None:
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=1250, title="Heron", most=5), 2)

    shown = cart(ben)

    assert quantities(ben) == {"Heron": 2}
    assert (shown.quote.total_minor, shown.currency, shown.version) == (2500, "USD", 1)
    assert shown.can_be_bought
    assert not shown.has_new_prices


def test_what_is_added_again_adds_up_to_the_most() -> None:
    ben, heron = people.ben(), people.product(people.ada(), title="Heron", most=3)
    put(ben, heron, 2)
    put(ben, heron, 1)

    with pytest.raises(refusals.QuantityTooLarge) as told:
        put(ben, heron, 1)

    assert told.value.extra == {"most": 3}
    assert quantities(ben) == {"Heron": 3}


def test_what_one_can_only_have_once_stays_one_however_often_it_is_added() -> None:
    ben, heron = people.ben(), people.product(people.ada(), title="Heron")

    put(ben, heron)
    put(ben, heron)

    assert quantities(ben) == {"Heron": 1}


@pytest.mark.parametrize("quantity", [0, -1, -(2**40)])
def test_fewer_than_one_is_refused(quantity: int) -> None:
    assert isinstance(refused(people.product(people.ada(), most=9), quantity), refusals.QuantityNotValid)


@pytest.mark.parametrize("quantity", [10, 100, 2**40])
def test_more_than_the_most_is_refused(quantity: int) -> None:
    assert isinstance(refused(people.product(people.ada(), most=9), quantity), refusals.QuantityTooLarge)


def test_a_subscription_is_not_put_into_a_cart() -> None:
    product = people.product(people.ada(), pricing="recurring")

    assert isinstance(refused(product), refusals.SoldBySubscription)


def test_what_is_paused_or_deleted_is_not_for_sale() -> None:
    ada = people.ada()

    assert isinstance(refused(people.product(ada, is_paused=True)), refusals.NotForSale)
    assert isinstance(refused(people.product(ada, deleted_at=clock.now())), refusals.NotForSale)


def test_what_was_never_offered_is_not_known_to_be_there() -> None:
    draft = people.product(people.ada(), state="draft", approved_at=None)

    assert isinstance(refused(draft), NotFound)
    with pytest.raises(NotFound):
        actions.add(person_id=people.ben().pk, tier_id="tier_nothing", now=clock.now())


def test_sellers_do_not_buy_from_themselves() -> None:
    ada = people.ada()

    with pytest.raises(refusals.OwnProduct):
        put(ada, people.product(ada))

    assert not CartLine.objects.exists()


def test_what_is_sold_out_is_refused_and_what_sells_out_later_says_so() -> None:
    ada, ben = people.ada(), people.ben()
    last = people.product(ada, stock=1, most=3)
    assert isinstance(refused(last, 2), refusals.FewerLeft)
    put(ben, last)

    Tier.objects.update(sold=1)

    assert problems(ben) == ["SoldOut"]
    assert cart(ben).quote.total_minor == 0
    assert not cart(ben).can_be_bought
    assert isinstance(_refusal_for_cyd(last), refusals.SoldOut)


def _refusal_for_cyd(product: Product) -> Refusal:
    with pytest.raises(Refusal) as told:
        put(people.cyd(), product)
    return told.value


def test_when_fewer_are_left_than_chosen_the_line_says_how_many() -> None:
    ben = people.ben()
    line = put(ben, people.product(people.ada(), stock=5, most=5), 4)

    Tier.objects.update(sold=3)

    (shown,) = cart(ben).lines
    assert shown.problem is not None
    assert (shown.problem.code, shown.problem.extra) == ("FewerLeft", {"most": 2})
    actions.set_quantity(person_id=ben.pk, line_id=line, quantity=2, now=clock.now())
    assert problems(ben) == [None]


def test_a_changed_price_is_shown_until_it_is_agreed_to() -> None:
    ben, heron = people.ben(), people.product(people.ada(), price_minor=900)
    put(ben, heron)

    reprice(heron, 1200)

    (shown,) = cart(ben).lines
    assert (shown.was_minor, shown.unit_minor, cart(ben).quote.total_minor) == (900, 1200, 1200)
    actions.agree_to_prices(person_id=ben.pk, now=clock.now())
    assert not cart(ben).has_new_prices


def test_looking_at_a_cart_agrees_to_nothing_and_makes_no_row() -> None:
    ben = people.ben()

    shown = cart(ben)

    assert (shown.lines, shown.version, shown.quantity) == ((), 0, 0)
    assert not Cart.objects.exists()


def test_a_cart_holds_fifty_lines_and_no_more() -> None:
    ben = people.ben()
    made = people.product(people.ada())
    tiers = [people.tier(made, name=f"Tier {number}", prices={"USD": 100}) for number in range(50)]
    for tier in tiers:
        actions.add(person_id=ben.pk, tier_id=tier.public_id, now=clock.now())

    with pytest.raises(refusals.CartFull):
        put(ben, made)

    assert cart(ben).quantity == 50


# What people pay where they choose


def test_who_pays_what_they_want_pays_what_they_chose_or_what_is_suggested() -> None:
    ben, jar = people.ben(), people.product(people.ada(), price_minor=300, pricing="pay_what_you_want")
    line = put(ben, jar)
    assert cart(ben).quote.total_minor == 300

    actions.set_amount(person_id=ben.pk, line_id=line, chosen_minor=2500, now=clock.now())

    assert cart(ben).quote.total_minor == 2500
    assert not cart(ben).has_new_prices


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [(299, refusals.AmountTooSmall), (-1, refusals.AmountTooSmall), (100_000_000, refusals.AmountTooLarge)],
)
def test_an_amount_below_the_least_or_above_what_can_be_charged_is_refused(chosen: int, refusal: type[Refusal]) -> None:
    jar = people.product(people.ada(), price_minor=300, pricing="pay_what_you_want")

    assert isinstance(refused(jar, chosen_minor=chosen), refusal)


def test_nobody_chooses_what_a_fixed_price_is() -> None:
    ben = people.ben()

    put(ben, people.product(people.ada(), price_minor=900), chosen_minor=1)

    assert cart(ben).quote.total_minor == 900


def test_less_than_a_card_can_be_charged_is_a_problem_of_the_whole_cart() -> None:
    ben = people.ben()
    put(ben, people.product(people.ada(), price_minor=20))

    problem = cart(ben).problem

    assert problem is not None
    assert (problem.code, problem.extra) == ("TotalTooSmall", {"least_minor": 50})


# Currencies


def test_another_currency_prices_everything_anew_and_names_what_is_not_sold_in_it() -> None:
    ada, ben = people.ada(), people.ben()
    put(ben, people.product(ada, prices={"USD": 1000, "EUR": 900}))
    put(ben, people.product(ada, prices={"USD": 500}))

    actions.set_currency(person_id=ben.pk, currency="EUR", now=clock.now())

    assert problems(ben) == [None, "NotSoldInThisCurrency"]
    assert (cart(ben).quote.total_minor, cart(ben).has_new_prices) == (900, False)


def test_an_empty_cart_takes_the_currency_of_the_first_thing_in_it() -> None:
    ben = people.ben()

    put(ben, people.product(people.ada(), prices={"JPY": 1200}))

    assert (cart(ben).currency, cart(ben).quote.total_minor) == ("JPY", 1200)


def test_a_currency_that_is_not_taken_is_refused() -> None:
    ben = people.ben()

    with pytest.raises(refusals.CurrencyNotTaken):
        actions.set_currency(person_id=ben.pk, currency="XXX", now=clock.now())


# Whose it is


def test_a_line_of_somebody_else_is_not_there() -> None:
    ben, cyd = people.ben(), people.cyd()
    line = put(ben, people.product(people.ada(), title="Heron", most=9))
    put(cyd, people.product(people.ada()))

    hers: dict[str, Any] = {"person_id": cyd.pk, "line_id": line, "now": clock.now()}
    with pytest.raises(refusals.NotInCart):
        actions.set_quantity(quantity=5, **hers)
    with pytest.raises(refusals.NotInCart):
        actions.set_amount(chosen_minor=5, **hers)
    with pytest.raises(refusals.NotInCart):
        actions.remove(**hers)

    assert quantities(ben) == {"Heron": 1}
    assert cart(ben).version == 1


def test_what_somebody_has_already_is_refused_and_said_at_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    ben, heron = people.ben(), people.product(people.ada())
    put(ben, heron)
    monkeypatch.setattr("market.cart.ownership._asked", [*_asked])
    register_ownership(lambda person, tiers: set(tiers) if person == ben.pk else set())

    assert problems(ben) == ["AlreadyOwned"]
    with pytest.raises(refusals.AlreadyOwned):
        put(ben, people.product(people.ada()))
    put(ben, people.product(people.ada(), most=2, title="Seats"))
    assert quantities(ben)["Seats"] == 1


# Taking out


def test_removing_and_clearing_empty_the_cart_and_raise_its_version() -> None:
    ben, heron = people.ben(), people.product(people.ada())
    line = put(ben, heron)

    actions.remove(person_id=ben.pk, line_id=line, now=clock.now())
    assert (cart(ben).version, count_of(ben.pk)) == (2, 0)

    put(ben, heron)
    assert actions.clear(person_id=ben.pk, now=clock.now()) == 1
    assert (cart(ben).version, count_of(ben.pk)) == (4, 0)


def test_a_cart_of_many_lines_costs_as_many_queries_as_one_of_one() -> None:
    ben, ada = people.ben(), people.ada()
    put(ben, people.product(ada))
    with CaptureQueriesContext(connection) as one:
        cart(ben)
    for _number in range(10):
        put(ben, people.product(ada))

    with CaptureQueriesContext(connection) as many:
        cart(ben)

    assert len(many) == len(one) <= 4

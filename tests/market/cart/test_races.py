"""Two tabs at once: one cart, and nothing lost or doubled."""

import pytest

from market.cart import actions
from market.cart.models import Cart, CartLine
from project.base import clock
from project.base.errors import Refusal
from tests.market import people
from tests.market.cart.shelf import cart, put, quantities
from tests.realtime.race import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_tabs_that_are_first_at_once_fill_one_cart() -> None:
    ben, ada = people.ben(), people.ada()
    shelf = [people.product(ada, title=str(number)) for number in range(6)]

    race(lambda number: put(ben, shelf[number]), runners=6)

    assert Cart.objects.filter(person=ben).count() == 1
    assert quantities(ben) == {str(number): 1 for number in range(6)}
    assert cart(ben).version == 6


def test_the_same_thing_added_at_once_is_one_line_and_never_more_than_the_most() -> None:
    ben, heron = people.ben(), people.product(people.ada(), most=4)

    def add(_number: int) -> bool:
        try:
            put(ben, heron)
        except Refusal:
            return False
        return True

    done = race(add, runners=6)

    assert sum(done) == 4
    assert CartLine.objects.get().quantity == 4


def test_a_line_that_is_removed_and_changed_at_once_is_either_there_or_not() -> None:
    ben = people.ben()
    line = put(ben, people.product(people.ada(), most=9))

    def act(number: int) -> str:
        try:
            if number % 2:
                actions.remove(person_id=ben.pk, line_id=line, now=clock.now())
            else:
                actions.set_quantity(person_id=ben.pk, line_id=line, quantity=5, now=clock.now())
        except Refusal as refusal:
            return refusal.code
        return "done"

    answers = race(act, runners=4)

    assert answers.count("done") >= 1
    assert set(answers) <= {"done", "NotInCart"}
    assert quantities(ben) == {}

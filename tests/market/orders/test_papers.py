"""Numbers of papers: gapless for each kind and year, also where many are issued at once and some come to nothing."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from market.flows.demo import place_demo
from market.orders.models import Order, Paper, PaperKind
from market.orders.papers import issue_paper
from project.base import clock
from tests.market.people import ada, ben, product, tier_of
from tests.realtime.race import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def order() -> Order:
    return place_demo(ben(), [tier_of(product(ada()))], key="papers", now=clock.now())


def issue(of: Order, cause: str, *, now: datetime) -> Paper:
    return issue_paper(order=of, kind=PaperKind.INVOICE, cause=cause, now=now)


def test_numbers_have_no_gaps_though_many_are_issued_at_once_and_some_are_rolled_back() -> None:
    bought = order()

    def work(number: int) -> None:
        with transaction.atomic():
            issue(bought, f"cause-{number}", now=clock.now())
            if number % 3 == 0:
                transaction.set_rollback(True)

    race(work, runners=9)

    numbers = sorted(Paper.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 7))


def test_a_cause_has_one_paper_and_each_year_begins_anew() -> None:
    bought = order()
    before, after = datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

    with transaction.atomic():
        first = issue(bought, "a", now=before)
        assert issue(bought, "a", now=after) == first
        assert issue(bought, "b", now=before).number == 2
        other = issue(bought, "c", now=after)

    assert (other.year, other.number) == (2027, 1)

"""Postings at the same moment, each on a connection of its own: nobody waits for ever, no entry is lost or doubled."""

import random

import pytest
from django.db import connection, transaction

from market.ledger.actions import Cause, FundsMissing, Kind, Line, Ref, lock_accounts, post_transfer
from market.ledger.models import Account, Entry, Transfer
from market.ledger.queries import balance_of
from project.accounts.models import User
from tests.market.ledger.books import FEE, NOON, STRIPE, TAX, ada, assert_ledger_balances, available, pending, post
from tests.realtime.race import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def hurry() -> None:
    """Have a deadlock found at once: the tests' servers wait half a minute otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SET deadlock_timeout = '200ms'")


def test_random_transfers_of_many_at_once_keep_versions_gapless_and_never_deadlock() -> None:
    sellers = [User.objects.create_user(f"s{number}@example.org") for number in range(4)]
    refs = [STRIPE, FEE, TAX, *(pending(seller) for seller in sellers), Ref(Kind.PROCESSOR_FEE, None, "USD")]

    def work(number: int) -> int:
        hurry()
        chance = random.Random(number)
        for turn in range(25):
            chosen = chance.sample(refs[1:], 3)
            amounts = [chance.randint(1, 99) for _ in chosen]
            lines = [(STRIPE, -sum(amounts)), *zip(chosen, amounts, strict=True)]
            chance.shuffle(lines)
            post(f"{number}.{turn}", *lines)
        return 25

    assert race(work, runners=8) == [25] * 8
    assert Transfer.objects.count() == 200
    assert Entry.objects.count() == 800
    assert_ledger_balances()


def test_accounts_are_opened_once_by_many_at_once_in_any_order() -> None:
    sellers = [User.objects.create_user(f"s{number}@example.org") for number in range(6)]

    def work(number: int) -> None:
        hurry()
        refs = [pending(seller) for seller in sellers] + [FEE, STRIPE]
        random.Random(number).shuffle(refs)
        rest = 1 - len(refs)
        post(f"{number}", *((ref, rest if ref == STRIPE else 1) for ref in refs))

    race(work, runners=10)

    assert Account.objects.count() == 8
    assert {balance_of(pending(seller)) for seller in sellers} == {10}
    assert_ledger_balances()


def test_one_cause_said_by_many_at_once_moves_money_once() -> None:
    seller = ada()

    def work(_number: int) -> str:
        hurry()
        return post("order 1", (STRIPE, -10), (pending(seller), 10), kind="order.paid").public_id

    assert len(set(race(work, runners=10))) == 1
    assert balance_of(pending(seller)) == 10
    assert_ledger_balances()


def test_many_who_take_at_once_never_take_more_than_there_is() -> None:
    seller = ada()
    post("funds", (STRIPE, -100), (available(seller), 100))

    def work(number: int) -> bool:
        hurry()
        try:
            post(f"payout {number}", (available(seller), -30), (Ref(Kind.SELLER_IN_TRANSIT, seller.pk, "USD"), 30))
        except FundsMissing:
            return False
        return True

    assert sorted(race(work, runners=10)) == [False] * 7 + [True] * 3
    assert balance_of(available(seller)) == 10
    assert_ledger_balances()


def test_two_transfers_of_one_transaction_are_safe_when_all_accounts_are_locked_before() -> None:
    seller, ben = ada(), User.objects.create_user("ben@example.org")
    post("open", (STRIPE, -2), (pending(seller), 1), (pending(ben), 1))

    def work(number: int) -> None:
        hurry()
        first, second = (seller, ben) if number % 2 else (ben, seller)
        for turn in range(20):
            with transaction.atomic():
                lock_accounts([STRIPE, pending(seller), pending(ben)], now=NOON)
                for person in (first, second):
                    lines = [Line(pending(person), 1), Line(STRIPE, -1)]
                    post_transfer(cause=Cause("twice", f"{number}.{turn}.{person.pk}"), lines=lines, now=NOON)

    race(work, runners=6)

    assert balance_of(STRIPE) == -2 - 6 * 20 * 2
    assert_ledger_balances()


def test_posting_waits_for_one_that_is_not_committed_and_follows_it() -> None:
    seller = ada()
    post("open", (STRIPE, -1), (pending(seller), 1))

    def work(number: int) -> list[int]:
        for turn in range(30):
            post(f"{number}.{turn}", (STRIPE, -1), (pending(seller), 1))
        return []

    race(work, runners=4)

    rows = Entry.objects.filter(account__kind=Kind.SELLER_PENDING).order_by("version")
    assert list(rows.values_list("version", "balance_after_minor")) == [(number, number) for number in range(1, 122)]

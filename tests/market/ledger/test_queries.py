"""Reading the books: five figures and what moved, each seller's own alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.ledger.actions import Kind, Ref
from market.ledger.kinds import OF_SELLERS
from market.ledger.queries import Figures, balance_of, entries_of, figures_of, standing, transfers_caused_by
from project.accounts.models import User
from project.base.listing import CursorAsked
from project.base.paging import CursorNotValid
from tests.market.ledger.books import FEE, STRIPE, ada, available, pending, post, sell

pytestmark = pytest.mark.django_db


def test_figures_tell_where_a_seller_stands_in_each_currency_with_one_query() -> None:
    seller, yen = ada(), Ref(Kind.CLEARING_STRIPE, None, "JPY")
    amounts = dict(zip(OF_SELLERS, (100, 200, 300, 400, -500, 600), strict=True))
    post("1", (STRIPE, -1100), *((Ref(kind, seller.pk, "USD"), amount) for kind, amount in amounts.items()))
    post("2", (yen, -7), (pending(seller, "JPY"), 7))

    with CaptureQueriesContext(connection) as asked:
        figures = figures_of(seller.pk)

    assert len(asked) == 1
    assert figures == {
        "JPY": Figures(pending_minor=7),
        "USD": Figures(
            available_minor=100,
            pending_minor=200,
            held_minor=300,
            disputed_minor=400,
            owed_minor=500,
            in_transit_minor=600,
        ),
    }


def test_whoever_sold_nothing_has_no_figures_and_no_balance() -> None:
    cyd = ada()

    assert figures_of(cyd.pk) == {}
    assert balance_of(pending(cyd)) == 0
    assert entries_of(cyd.pk, asked=CursorAsked()).items == []


def test_entries_tell_cause_amount_and_balance_the_newest_first_and_each_once_over_pages() -> None:
    seller, ben = ada(), User.objects.create_user("ben@example.org")
    sell(seller, "order 1")
    sell(ben, "order 2")
    sell(seller, "order 3")
    post("release", (pending(seller), -900), (available(seller), 900), kind="hold.ended")

    first = entries_of(seller.pk, asked=CursorAsked(limit=3))
    rest = entries_of(seller.pk, asked=CursorAsked(limit=3, cursor=first.next or ""))

    told = [(row.transfer.cause_kind, row.transfer.cause_id, row.account.kind, row.amount_minor) for row in first.items]
    told += [(row.transfer.cause_kind, row.transfer.cause_id, row.account.kind, row.amount_minor) for row in rest.items]
    assert sorted(told[:2]) == [
        ("hold.ended", "release", Kind.SELLER_AVAILABLE, 900),
        ("hold.ended", "release", Kind.SELLER_PENDING, -900),
    ]
    assert told[2:] == [
        ("order.paid", "order 3", Kind.SELLER_PENDING, 900),
        ("order.paid", "order 1", Kind.SELLER_PENDING, 900),
    ]
    assert [row.balance_after_minor for row in (*first.items, *rest.items)][2:] == [1800, 900]
    assert rest.next is None


def test_entries_of_one_currency_and_kind_are_asked_for() -> None:
    seller = ada()
    sell(seller)
    post("yen", (Ref(Kind.CLEARING_STRIPE, None, "JPY"), -7), (pending(seller, "JPY"), 7))

    only = entries_of(seller.pk, asked=CursorAsked(), currency="JPY").items
    assert [row.amount_minor for row in only] == [7]
    assert entries_of(seller.pk, asked=CursorAsked(), kinds=[Kind.SELLER_HELD]).items == []


def test_page_of_entries_makes_as_many_queries_for_many_as_for_few() -> None:
    seller = ada()
    for number in range(30):
        sell(seller, f"order {number}")

    counts = set()
    for limit in (3, 30):
        with CaptureQueriesContext(connection) as asked:
            rows = entries_of(seller.pk, asked=CursorAsked(limit=limit)).items
            assert len([f"{row.transfer} {row.account}" for row in rows]) == limit
        counts.add(len(asked))

    assert counts == {1}


def test_cursor_of_one_seller_opens_no_page_of_another() -> None:
    seller, cyd = ada(), User.objects.create_user("cyd@example.org")
    for number in range(3):
        sell(seller, f"order {number}")
    cursor = entries_of(seller.pk, asked=CursorAsked(limit=1)).next or ""

    with pytest.raises(CursorNotValid):
        entries_of(cyd.pk, asked=CursorAsked(limit=1, cursor=cursor))


def test_transfers_of_causes_come_with_their_entries_in_the_order_of_posting() -> None:
    seller = ada()
    first, second = sell(seller, "order 1"), sell(seller, "order 2")
    post("order 2", (pending(seller), -1), (FEE, 1), kind="order.refunded")

    found = transfers_caused_by("order.paid", "order 2", "order 1", "order 9")

    assert found == [first, second]
    assert [entry.amount_minor for entry in found[0].entries.all() if entry.account.kind == Kind.SELLER_PENDING] == [
        900
    ]


def test_standing_sums_all_accounts_by_currency_and_kind() -> None:
    seller, ben = ada(), User.objects.create_user("ben@example.org")
    post("1", (STRIPE, -12), (pending(seller), 5), (pending(ben), 4), (FEE, 3))

    assert standing() == [
        ("USD", "clearing_stripe", -12),
        ("USD", "platform_fee", 3),
        ("USD", "seller_pending", 9),
    ]

"""Rows by cursor: every row once, whatever is added between two pages."""

import pytest

from project.base.listing import CursorAsked, by_cursor
from project.base.paging import CursorNotValid
from tests.probe.models import Mark

pytestmark = pytest.mark.django_db

ORDERS = [("pk",), ("-pk",), ("value",), ("-value",), ("key", "-value"), ("-key", "value")]


def pages(order: tuple[str, ...], *, limit: int = 3) -> list[Mark]:
    found: list[Mark] = []
    cursor: str | None = ""
    while cursor is not None:
        page = by_cursor(Mark.objects.all(), of="marks", order=order, asked=CursorAsked(cursor=cursor, limit=limit))
        found, cursor = [*found, *page.items], page.next
    return found


@pytest.mark.parametrize("order", ORDERS, ids=",".join)
def test_every_row_comes_once_and_in_order(order: tuple[str, ...]) -> None:
    Mark.objects.bulk_create(Mark(key=f"k{number % 2}", value=number % 4) for number in range(11))

    last = "-pk" if order[0].startswith("-") else "pk"
    assert pages(order) == list(Mark.objects.order_by(*order, last))


def test_rows_that_come_meanwhile_move_nothing() -> None:
    Mark.objects.bulk_create(Mark(key="k", value=number) for number in range(6))
    first = by_cursor(Mark.objects.all(), of="marks", order=("-value",), asked=CursorAsked(limit=3))

    Mark.objects.create(key="k", value=100)
    assert first.next is not None
    second = by_cursor(Mark.objects.all(), of="marks", order=("-value",), asked=CursorAsked(cursor=first.next, limit=3))

    assert [row.value for row in second.items] == [2, 1, 0]
    assert second.next is None


def test_cursor_of_another_order_is_refused() -> None:
    Mark.objects.bulk_create(Mark(key="k", value=number) for number in range(6))
    first = by_cursor(Mark.objects.all(), of="marks", order=("value",), asked=CursorAsked(limit=3))

    with pytest.raises(CursorNotValid):
        by_cursor(Mark.objects.all(), of="marks", order=("-value",), asked=CursorAsked(cursor=first.next or "x"))

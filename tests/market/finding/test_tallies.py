"""What documents say of how many they are is what counting them says, whatever was written."""

from collections import Counter

import pytest
from django.db import connection
from django.db.models import Sum

from market.finding.counting import fold_tallies
from market.finding.models import Document, Tally
from tests.market.finding.found import index
from tests.market.people import ada, cyd, product

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> None:
    for number in range(6):
        made = product(
            cyd() if number % 2 else ada(),
            kind="prompt" if number % 3 else "api",
            title=f"Heron {number}",
            tags=["a", "b"] if number % 2 else ["a"],
            prices={"USD": 100, **({"EUR": 100} if number % 3 else {})},
        )
        assert made.pk
    index()


def told() -> dict[tuple[str, str, str], int]:
    rows = Tally.objects.values_list("scope", "facet", "value").annotate(n=Sum("change")).exclude(n=0)
    return {(scope, facet, value): n for scope, facet, value, n in rows}


def by_hand() -> dict[tuple[str, str, str], int]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in Document.objects.all():
        said = [("total", ""), ("kind", row.kind), ("category", row.category), ("free", str(row.is_free).lower())]
        for facet, values in (
            ("pricing", row.pricing),
            ("currency", row.currencies),
            ("tag", row.tags),
            ("trait", row.traits),
        ):
            said += [(facet, value) for value in values]
        counts.update((scope, *one) for scope in ["", *row.currencies] for one in said)
    return dict(counts)


def test_documents_are_counted_as_they_come_change_and_go() -> None:
    assert told() == by_hand()

    Document.objects.filter(kind="api").update(kind="saas", tags=["c"], currencies=["GBP"])
    assert told() == by_hand()

    Document.objects.filter(tags__contains=["b"]).delete()
    assert told() == by_hand()
    assert told()["", "total", ""] == Document.objects.count() > 0


def test_what_does_not_count_adds_nothing() -> None:
    before = Tally.objects.count()

    Document.objects.update(popularity=7)

    assert Tally.objects.count() == before


def test_folding_changes_no_count_and_leaves_a_row_for_each() -> None:
    Document.objects.filter(kind="api").update(kind="saas")
    Document.objects.filter(tags__contains=["b"]).delete()
    before = told()

    fold_tallies()

    assert told() == before == by_hand()
    assert Tally.objects.count() == len(before)


def test_an_emptied_index_counts_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE finding_document CASCADE")

    assert told() == {}

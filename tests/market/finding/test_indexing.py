"""The index follows the catalogue: what changed is found once the worker ran, and what is not for sale is nowhere."""

import pytest
from django.db import connection, transaction

from market.catalog import news
from market.catalog.models import Product
from market.finding.indexing import building, mark_missed, mark_stale, refresh_stale
from market.finding.models import Document, Searched, Stale, Word
from market.finding.suggesting import suggest
from project.base import clock
from tests.market.finding.found import found, index
from tests.market.people import SECRET, ada, product, release

pytestmark = pytest.mark.django_db


def test_a_change_is_found_once_the_worker_ran() -> None:
    made = product(ada(), title="Heron sketch")
    index()
    Product.objects.filter(pk=made.pk).update(title="Kingfisher sketch", description="")

    news.tell(made.pk, now=clock.now())
    assert found("kingfisher") == []
    refresh_stale(now=clock.now())

    assert found("kingfisher") == ["Kingfisher sketch"]
    assert "Kingfisher sketch" not in found('"heron sketch"')


def test_what_is_marked_in_a_transaction_that_fails_is_not_marked() -> None:
    made = product(ada())

    with transaction.atomic():
        news.tell(made.pk, now=clock.now())
        transaction.set_rollback(True)

    assert not Stale.objects.exists()


def test_what_a_killed_worker_left_is_built_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    made = product(ada(), title="Heron sketch")
    mark_stale([made.pk], now=clock.now())

    def die(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(building, "_build", die)
        with pytest.raises(KeyboardInterrupt):
            refresh_stale(now=clock.now())
    assert not Document.objects.exists()
    refresh_stale(now=clock.now())

    assert found("heron") == ["Heron sketch"]
    assert not Stale.objects.exists()


def test_what_nobody_told_is_found_by_the_sweep() -> None:
    made = product(ada(), title="Heron sketch")

    marked = mark_missed(now=clock.now())
    refresh_stale(now=clock.now())

    assert marked == 1
    assert Document.objects.filter(product=made).exists()
    assert mark_missed(now=clock.now()) == 0


@pytest.mark.parametrize(
    "fields",
    [{"state": "declined"}, {"is_paused": True}, {"deleted_at": "2026-01-01T00:00Z"}, {"state": "requires_changes"}],
)
def test_what_is_no_longer_for_sale_is_in_no_list_at_once_and_in_no_index_after_the_sweep(
    fields: dict[str, object],
) -> None:
    made = product(ada(), title="Heron sketch", tags=["halyard"])
    index()
    Product.objects.filter(pk=made.pk).update(**fields)

    assert found() == found("heron") == found(kind="prompt") == found(sort="price_up") == []
    assert [one.kind for one in suggest("heron") if one.kind == "product"] == []
    index()

    assert not Document.objects.exists()
    assert not Searched.objects.exists()
    assert not Word.objects.exists()
    assert suggest("hero") == suggest("halya") == []


def test_nothing_of_a_seller_who_was_closed_stays() -> None:
    seller = ada()
    product(seller, title="Heron sketch")
    index()
    seller.is_active = False
    seller.save()

    assert found("heron") == []
    index()

    assert not Document.objects.exists()


def test_words_are_counted_by_the_products_that_use_them() -> None:
    seller = ada()
    one = product(seller, title="Heron heron", description="")
    product(seller, title="Heron at dawn", description="")
    index()
    counted = Word.objects.get(word="heron").count

    Product.objects.filter(pk=one.pk).update(title="Gull", changed_at=clock.now())
    index()

    assert counted == 2
    assert Word.objects.get(word="heron").count == 1
    assert Word.objects.get(word="gull").count == 1


def test_nothing_that_is_paid_for_is_in_the_index() -> None:
    made = product(ada(), title="Poem", files={"halyard.txt": b"quixotic"})
    release(made, content=SECRET, files={"second-quixotic.txt": b"quixotic"})
    index()

    with connection.cursor() as cursor:
        cursor.execute("SELECT searched::text FROM finding_searched searched")
        held = cursor.fetchone()[0]
    assert "harbour" not in held
    assert "quixotic" not in held
    assert "Poem" not in found("harbour halyard")
    assert suggest("harbour") == []

"""A seller goes: what was sold stays with who bought it, the rest is gone, and nothing more is sold."""

import json

import pytest
from django.db import transaction

from market.catalog import actions
from market.catalog.leaving import _files, _rows, erase
from market.catalog.models import Change, Content, Product
from market.catalog.topics import PRODUCT, reviews_snapshot
from project.base.storage import private_files
from tests.market.catalog.listings import NOON, changed, draft, live, submitted
from tests.market.people import SECRET, ada, cyd, product

pytestmark = pytest.mark.django_db


def test_what_is_live_is_hidden_and_kept_and_drafts_are_gone() -> None:
    made, other, hers = live(ada()), product(ada(), files={"a.txt": b"bought"}), product(cyd())
    submitted(draft(ada()))
    submitted(changed(made, title="Another title"))
    assert reviews_snapshot("desk") == {"waiting": 2}

    with transaction.atomic():
        erase(ada().pk, NOON)

    assert list(Product.objects.for_sale()) == [hers]
    assert Product.objects.filter(seller=ada()).count() == 2
    assert Content.objects.filter(version__product=other).get().body == SECRET
    assert private_files().exists(other.versions.get().files.get().path)
    assert PRODUCT.snapshot(other.public_id)["state"] == "gone"
    assert reviews_snapshot("desk") == {"waiting": 0}
    assert not Change.objects.filter(state="submitted").exists()


def test_a_copy_of_ones_data_has_all_that_one_offered() -> None:
    live(ada())
    made = product(ada(), files={"a.txt": b"bought"})

    told = list(_rows(ada().pk))

    assert {row["is"] for row in told} == {"product", "version", "change"}
    assert SECRET in json.dumps(told, default=str)
    assert [path for _name, path in _files(ada().pk)] == [made.versions.get().files.get().path]
    assert list(_rows(cyd().pk)) == []


def test_what_is_deleted_by_its_seller_is_gone_for_everybody_but_its_buyers() -> None:
    made = live(ada())

    actions.delete_product(product=made.public_id, seller_id=ada().pk, now=NOON)

    assert PRODUCT.snapshot(made.public_id)["state"] == "gone"
    assert Content.objects.get(version__product=made).body == SECRET

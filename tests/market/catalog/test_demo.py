"""The demo's catalogue: valid by the rules for everybody, quick to load, and the same when it is loaded again."""

from collections import Counter

import pytest

from market.catalog.checking import check_tiers
from market.catalog.completeness import problems_of
from market.catalog.copies import tiers_of
from market.catalog.demo import load
from market.catalog.demo.reading import read_things
from market.catalog.desk import waiting_changes
from market.catalog.differences import difference
from market.catalog.files.endings import ending_of
from market.catalog.files.looking import look_at
from market.catalog.kinds import kind_of, read_attributes
from market.catalog.models import File, Picture, Product, Tier
from market.catalog.pictures import read_picture
from market.catalog.queries import product_facts
from project.base.storage import private_files

pytestmark = pytest.mark.django_db


def test_everything_in_it_keeps_the_rules_of_the_catalogue_and_is_there_once() -> None:
    load()
    load()

    assert Product.objects.count() == len(read_things()) >= 70
    for product in Product.objects.all():
        assert read_attributes(product.kind, product.attributes)[1] == {}, product.title
        check_tiers(product.kind, tiers_of(product))
        assert product.state != "submitted" or problems_of(product) == {}, product.title
    for file in File.objects.select_related("version__product"):
        assert ending_of(file.name) in kind_of(file.version.product.kind).endings, file.name
        with private_files().open(file.path) as stored:
            assert look_at(ending_of(file.name), stored, file.bytes) == file.sha256, file.name

    states = Counter(Product.objects.values_list("state", flat=True))
    assert set(states) == {"approved", "submitted", "requires_changes", "declined", "draft"}
    assert Tier.objects.filter(stock__isnull=False, sold__gt=0).count() >= 5
    assert {tier.pricing for tier in Tier.objects.all()} == {"one_time", "recurring", "free", "pay_what_you_want"}
    assert all(difference(change) for change in waiting_changes())
    assert len(product_facts(Product.objects.for_sale())) >= 60


def test_its_covers_are_small_and_drawn_the_same_for_ever() -> None:
    load()
    picture = Picture.objects.order_by("pk")[0]

    wide, narrow = read_picture(picture.public_id, 1200), read_picture(picture.public_id, 320)

    assert len(narrow) < len(wide) < 61_440
    assert read_picture(picture.public_id, 320) == narrow

"""Versions: drafts that are written on, and published by staff's yes, one at a time."""

import pytest

from market.catalog import actions
from market.catalog.actions import Decision
from market.catalog.models import Product, Version
from market.catalog.refusals import ListingInReview, ListingNotLive, ProductNotValid
from market.catalog.releases import published_versions
from market.catalog.studio import content_of, versions_of
from tests.market.catalog.listings import NOON, decided, draft, live, submitted
from tests.market.people import SECRET, ada

pytestmark = pytest.mark.django_db


def begun(made: Product, number: str = "2.0", body: str = "Newer words") -> Version:
    version = actions.add_version(product=made.public_id, seller_id=made.seller_id, number=number, now=NOON)
    return actions.put_content(version=version.public_id, seller_id=made.seller_id, body=body, now=NOON)


def publish(version: Version) -> None:
    actions.publish_version(version=version.public_id, seller_id=version.product.seller_id, now=NOON)


def test_a_newer_version_is_current_once_staff_said_yes() -> None:
    made = live(ada())
    publish(begun(made))
    assert [one.number for one in published_versions(made)] == ["1.0"]

    decided(submitted(made))

    assert [(one.number, one.is_current) for one in published_versions(made)] == [("2.0", True), ("1.0", False)]
    assert content_of(made.versions.get(number="1.0")) == SECRET


def test_a_declined_version_stays_a_draft_that_can_be_written_on() -> None:
    made = live(ada())
    version = begun(made)
    publish(version)
    change = submitted(made)
    with pytest.raises(ListingInReview):
        actions.put_content(version=version.public_id, seller_id=ada().pk, body="Others", now=NOON)

    decided(change, Decision.DECLINE)

    assert (
        content_of(actions.put_content(version=version.public_id, seller_id=ada().pk, body="Others", now=NOON))
        == "Others"
    )


def test_a_draft_that_delivers_nothing_is_not_published() -> None:
    made = live(ada())
    version = actions.add_version(product=made.public_id, seller_id=ada().pk, number="2.0", now=NOON)

    with pytest.raises(ProductNotValid) as refused:
        publish(version)

    assert refused.value.fields.keys() == {"content"}


def test_before_a_listing_is_live_its_newest_draft_goes_along_by_itself() -> None:
    made = draft(ada())
    newest = begun(made, "1.1")
    with pytest.raises(ListingNotLive):
        publish(newest)

    decided(submitted(made))

    assert [one.number for one in published_versions(made)] == ["1.1"]
    assert [one.number for one in versions_of(made)] == ["1.0", "1.1"]


@pytest.mark.parametrize("number", ["", " 1", "1/2", "v" * 31, "1.0"])
def test_a_number_is_short_plain_and_new(number: str) -> None:
    made = draft(ada())

    with pytest.raises(ProductNotValid) as refused:
        actions.add_version(product=made.public_id, seller_id=ada().pk, number=number, now=NOON)

    assert refused.value.fields.keys() == {"number"}


def test_a_version_that_is_thrown_away_is_asked_for_no_more() -> None:
    made = live(ada())
    version = begun(made)
    publish(version)

    actions.remove_version(version=version.public_id, seller_id=ada().pk, now=NOON)

    assert not made.changes.filter(is_first=False).exists()
    assert made.versions.count() == 1


def test_a_text_is_sold_as_it_was_written() -> None:
    body = "Zero\u200bwidth, tabs\tand a trailing line"

    assert content_of(begun(draft(ada()), "1.1", body.replace("\n", "\r\n") + "\n\n")) == body

"""What is paid for is in nothing that anybody sees who did not pay: facts, API, events, errors, logs, tables."""

import json
from typing import Any

import pytest
from django.test import Client

from market.catalog import actions
from market.catalog.desk import find_change
from market.catalog.differences import difference
from market.catalog.events import listings_changed
from market.catalog.imports.exporting import export_lines
from market.catalog.models import Change, Content, File, Product
from market.catalog.releases import published_versions
from market.catalog.topics import LISTING, PRODUCT
from project.mail.models import Letter
from realtime.models import EventRow
from tests.market.catalog.listings import NOON, decided, draft, submitted
from tests.market.people import SECRET, ada, product

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> Product:
    """Live, with a file, and a newer version in review."""
    listing = product(ada(), files={"secret-plans.txt": b"plans"}, description="About it, at some length.")
    version = actions.add_version(product=listing.public_id, seller_id=ada().pk, number="2.0", now=NOON)
    actions.put_content(version=version.public_id, seller_id=ada().pk, body=SECRET + " Newer.", now=NOON)
    actions.publish_version(version=version.public_id, seller_id=ada().pk, now=NOON)
    submitted(listing)
    return listing


def paths() -> list[str]:
    return list(File.objects.values_list("path", flat=True))


def assert_nothing_leaks(text: str) -> None:
    assert "heron, harbour" not in text
    assert not [path for path in paths() if path in text]


def test_nothing_is_in_what_the_api_tells_everybody(made: Product) -> None:
    for path in (
        f"/api/products/{made.slug}",
        f"/api/products/{made.public_id}",
        "/api/catalog/kinds",
        "/api/categories",
    ):
        answer = Client().get(path)
        assert answer.status_code == 200, path
        assert_nothing_leaks(answer.content.decode())


def test_nothing_is_in_any_event_or_snapshot(made: Product) -> None:
    decided(Change.objects.get(product=made))

    assert_nothing_leaks(json.dumps([PRODUCT.snapshot(made.public_id), LISTING.snapshot(made.public_id)]))
    assert_nothing_leaks(" ".join(EventRow.objects.values_list("frame", flat=True)))
    assert_nothing_leaks(str([event.data() for event in listings_changed([made])]))


def test_nothing_is_in_changes_letters_versions_or_tables(made: Product) -> None:
    change = Change.objects.get(product=made)

    assert_nothing_leaks(json.dumps([change.before, change.after]))
    assert_nothing_leaks(str(difference(find_change(change.public_id))))
    assert_nothing_leaks(str(published_versions(made)))
    assert_nothing_leaks("".join(export_lines(ada().pk)))
    decided(change)
    assert_nothing_leaks(str([letter.sealed_facts for letter in Letter.objects.all()]))


def test_rows_that_hold_it_do_not_say_it_of_themselves(made: Product) -> None:
    assert_nothing_leaks(f"{Content.objects.first()!r} {File.objects.first()!r} {Content.objects.first()}")


def test_nothing_is_in_a_refusal_or_in_what_is_logged(made: Product, capfd: Any, caplog: Any) -> None:
    browser = Client()
    browser.force_login(ada())
    version = made.versions.get(number="2.0")

    answer = browser.patch(
        f"/api/catalog/versions/{version.public_id}",
        json.dumps({"content": SECRET * 3000}),
        content_type="application/json",
        headers={"Origin": "http://testserver"},
    )

    assert answer.status_code in {403, 409, 422}
    assert_nothing_leaks(answer.content.decode())
    assert_nothing_leaks(caplog.text + capfd.readouterr().out)


def test_a_draft_is_nobody_elses_topic_and_no_product_of_the_shop() -> None:
    unfinished = draft(ada())

    assert Client().get(f"/api/products/{unfinished.slug}").status_code == 404
    assert Client().get(f"/api/products/{unfinished.public_id}").status_code == 404
    with pytest.raises(Exception, match=unfinished.public_id):
        PRODUCT.snapshot(unfinished.public_id)


def test_staff_and_seller_read_the_text_only_where_they_ask_for_it(made: Product) -> None:
    browser = Client()
    browser.force_login(ada())

    listing = browser.get(f"/api/catalog/products/{made.public_id}").content.decode()
    version = browser.get(f"/api/catalog/versions/{made.versions.get(number='2.0').public_id}").json()

    assert_nothing_leaks(listing)
    assert version["content"] == SECRET + " Newer."

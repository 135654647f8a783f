"""The studio: a draft is written, priced and submitted; a live listing changes by a difference; it is its seller's."""

from typing import Any

import pytest

from market.catalog.models import Price, Product
from tests.frontend.desk.staff import browser_of
from tests.market.catalog.listings import draft, live
from tests.market.people import SECRET, ada, ben, category, cyd, tier_of

pytestmark = pytest.mark.django_db


def about(made: Product, **change: Any) -> dict[str, Any]:
    said = {"title": made.title, "tagline": "", "description": made.description, "category": "prompts", "tags": ""}
    kind = {"attributes.model": ["claude"], "attributes.task": "writing", "attributes.licence": "commercial"}
    return {**said, **kind, "revision": made.revision, **change}


def tiers(made: Product, **change: Any) -> dict[str, Any]:
    one = {"id": tier_of(made).public_id, "name": "Standard", "pricing": "one_time", "most": "1", "is_active": "on"}
    amounts = {"price_USD": "9.00", **change}
    sent = {f"tiers-0-{name}": value for name, value in {**one, **amounts}.items()}
    return {**sent, "tiers-TOTAL_FORMS": "1", "tiers-INITIAL_FORMS": "1", "revision": made.revision}


def test_draft_goes_from_a_title_to_the_review() -> None:
    browser, where = browser_of(ada()), category("prompts")

    sent = browser.post("/studio/products/new/", {"kind": "prompt", "title": "Release notes"})
    made = Product.objects.get()
    base = f"/studio/products/{made.public_id}/"
    browser.post(base, about(made, description="Writes release notes that people really read."))
    made.refresh_from_db()
    browser.post(f"{base}prices/", {**tiers_of_new(), "revision": made.revision})
    made_version = browser.post(f"{base}versions/", {"number": "1.0", "changelog": "", "preview": ""})
    browser.post(made_version["Location"], {"number": "1.0", "changelog": "", "preview": "", "body": SECRET})
    made.refresh_from_db()
    browser.post(f"{base}review/submit/", {"revision": made.revision, "note": "The first one"})

    made.refresh_from_db()
    assert sent["Location"] == base
    assert made.state == "submitted"
    assert made.category == where
    assert Price.objects.get(tier__product=made).amount_minor == 900


def tiers_of_new() -> dict[str, Any]:
    one = {"name": "Standard", "pricing": "one_time", "most": "1", "is_active": "on", "price_USD": "9.00"}
    return {**{f"tiers-0-{n}": v for n, v in one.items()}, "tiers-TOTAL_FORMS": "1", "tiers-INITIAL_FORMS": "0"}


def test_what_is_refused_is_said_beside_its_field_and_nothing_typed_is_lost() -> None:
    made = draft(ada())

    wrong = browser_of(ada()).post(f"/studio/products/{made.public_id}/prices/", tiers(made, price_USD="0.01"))
    title = browser_of(ada()).post(f"/studio/products/{made.public_id}/", about(made, title="x", tagline="Kept words"))

    assert wrong.status_code == 422
    assert "At least $0.50" in wrong.content.decode()
    assert 'value="0.01"' in wrong.content.decode()
    assert title.status_code == 422
    assert 'value="Kept words"' in title.content.decode()
    made.refresh_from_db()
    assert made.tagline == ""


def test_two_tabs_of_a_seller_never_overwrite_each_other() -> None:
    made = draft(ada())
    browser, page = browser_of(ada()), f"/studio/products/{made.public_id}/"

    first = browser.post(page, about(made, tagline="From one tab"))
    second = browser.post(page, about(made, tagline="From the other"))

    made.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 422)
    assert made.tagline == "From one tab"


def test_live_listing_keeps_its_words_until_staff_agrees_and_its_new_price_holds_at_once() -> None:
    made = live(ada())
    browser, page = browser_of(ada()), f"/studio/products/{made.public_id}/"

    browser.post(page, about(made, title="Better release notes"))
    made.refresh_from_db()
    browser.post(f"{page}prices/", tiers(made, price_USD="12.50"))

    made.refresh_from_db()
    review = browser.get(f"{page}review/").content.decode()
    assert made.title == "Release notes"
    assert "<ins>Better release</ins>" in review
    assert Price.objects.get(tier__product=made).amount_minor == 1250


@pytest.mark.parametrize("part", ["", "pictures/", "prices/", "versions/", "review/"])
def test_every_page_of_a_listing_is_its_sellers_alone(part: str) -> None:
    made = draft(ada())
    page = f"/studio/products/{made.public_id}/{part}"

    assert browser_of(ada()).get(page).status_code == 200
    assert browser_of(cyd()).get(page).status_code == 404
    assert browser_of(ben()).get(page).status_code == 404


def test_strangers_change_no_version_and_no_file() -> None:
    made = draft(ada())
    version = made.versions.get()
    page = f"/studio/products/{made.public_id}/versions/{version.public_id}/"

    assert SECRET in browser_of(ada()).get(page).content.decode()
    assert browser_of(cyd()).get(page).status_code == 404
    assert browser_of(cyd()).post(page, {"number": "9", "body": "theirs"}).status_code == 404
    assert browser_of(cyd()).post("/studio/files/", {"version": version.public_id}).status_code == 404
    assert browser_of(cyd()).post("/studio/pictures/", {"product": made.public_id}).status_code == 404
    version.refresh_from_db()
    assert (version.number, version.content.body) == ("1.0", SECRET)


def test_whoever_does_not_sell_is_shown_the_way_to_it() -> None:
    assert browser_of(ben()).get("/studio/products/")["Location"] == "/account/become/seller/"
    assert browser_of(ben()).get("/studio/products/new/")["Location"] == "/account/become/seller/"


def test_several_are_paused_at_once_and_those_that_cannot_be_are_named() -> None:
    first, second, third = live(ada()), draft(ada()), live(cyd())
    ids = [one.public_id for one in (first, second, third)]

    page = browser_of(ada()).post("/studio/products/bulk/", {"does": "pause", "product": ids}, follow=True)

    for one in (first, second, third):
        one.refresh_from_db()
    text = page.content.decode()
    assert [one.is_paused for one in (first, second, third)] == [True, False, False]
    assert f"{second.public_id}: This is not live yet." in text
    assert f"{third.public_id}: There is nothing here." in text

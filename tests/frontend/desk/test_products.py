"""Staff reads submissions and decides; nobody else sees what waits, and nobody decides about their own."""

import pytest

from market.catalog.models import Product
from tests.frontend.desk.staff import browser_of
from tests.market.catalog.listings import changed, draft, live, submitted
from tests.market.people import SECRET, ada, cyd, sue

pytestmark = pytest.mark.django_db


def test_staff_reads_everything_of_a_submission_and_approves_it() -> None:
    change = submitted(draft(ada()), note="Have a look")
    browser = browser_of(sue())

    listed = browser.get("/desk/products/").content.decode()
    text = browser.get(f"/desk/products/{change.public_id}/").content.decode()
    browser.post(f"/desk/products/{change.public_id}/", {"decision": "approve", "reason": ""})

    assert "1 waits for a decision" in listed
    assert "Have a look" in text
    assert SECRET in text
    assert Product.objects.get().state == "approved"


def test_change_of_a_live_listing_is_read_as_a_difference() -> None:
    made = live(ada())
    change = submitted(changed(made, title="Better notes"))

    text = browser_of(sue()).get(f"/desk/products/{change.public_id}/").content.decode()

    assert "<del>Release</del>" in text
    assert "<ins>Better</ins>" in text


def test_asking_for_changes_needs_words_and_what_was_chosen_is_not_lost() -> None:
    change = submitted(draft(ada()))

    refused = browser_of(sue()).post(f"/desk/products/{change.public_id}/", {"decision": "require", "reason": " "})

    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert Product.objects.get().state == "submitted"


def test_page_is_for_staff_alone() -> None:
    change = submitted(draft(ada()))

    for person in (ada(), cyd()):
        assert browser_of(person).get("/desk/products/").status_code == 404
        assert (
            browser_of(person).post(f"/desk/products/{change.public_id}/", {"decision": "approve"}).status_code == 404
        )
    assert Product.objects.get().state == "submitted"

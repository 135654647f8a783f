"""Staff reads submissions and decides; nobody else sees what waits, and nobody decides about their own."""

import pytest
from django.core.files.base import ContentFile

from market.catalog.models import File, Product, Version
from project.base.storage import new_name, private_files
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


@pytest.mark.parametrize("end", ["approve", "decline", "require"])
def test_what_is_paid_for_is_read_only_as_long_as_it_waits(end: str) -> None:
    listing = draft(ada())
    change, browser, file = submitted(listing), browser_of(sue()), file_of(listing)
    page = f"/desk/products/{change.public_id}/"
    read = f"{page}files/{file.public_id}/"
    assert SECRET in browser.get(page).content.decode()
    assert browser.get(read).content == b"heron"

    browser.post(page, {"decision": end, "reason": "Because."})

    assert SECRET not in browser.get(page).content.decode()
    assert browser.get(read).status_code == 404


def test_files_that_are_not_submitted_are_not_read() -> None:
    made = live(ada())
    other = made.versions.create(number="2.0")
    change = submitted(changed(made, title="Better notes"))

    answer = browser_of(sue()).get(f"/desk/products/{change.public_id}/files/{file_of(made, other).public_id}/")

    assert answer.status_code == 404


def file_of(listing: Product, version: Version | None = None) -> File:
    """A file, put where the test wants it."""
    path = private_files().save(new_name("goods"), ContentFile(b"heron"))
    values = {"bytes": 5, "media_type": "text/plain", "sha256": "0" * 64}
    return File.objects.create(version=version or listing.versions.get(), name="heron.txt", path=path, **values)


def test_page_is_for_staff_alone() -> None:
    change = submitted(draft(ada()))

    for person in (ada(), cyd()):
        assert browser_of(person).get("/desk/products/").status_code == 404
        assert (
            browser_of(person).post(f"/desk/products/{change.public_id}/", {"decision": "approve"}).status_code == 404
        )
    assert Product.objects.get().state == "submitted"

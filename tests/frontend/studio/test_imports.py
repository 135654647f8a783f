"""A table of listings: tried without a change, taken in row by row, refused in words, and seen by its seller alone."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.catalog.imports.running import run_import
from market.catalog.models import ImportRun, Product
from project.accounts.models import User
from tests.frontend.desk.staff import browser_of
from tests.market.catalog.listings import live
from tests.market.people import ada, ben, category, cyd

pytestmark = pytest.mark.django_db
TABLE = """slug,kind,title,category,tier,pricing,price_usd
notes,prompt,Release notes,prompts,Standard,one_time,9.00
bad,nothing,No,prompts,Standard,one_time,9.00
"""


def send(does: str, content: str = TABLE) -> str:
    table = SimpleUploadedFile("mine.csv", content.encode())
    sent = browser_of(ada()).post("/studio/import/", {"table": table, "does": does})
    return str(sent["Location"])


def exported(person: User) -> str:
    """Everything that somebody offers, as a table."""
    answer: Any = browser_of(person).get("/studio/export/")
    return b"".join(answer.streaming_content).decode()


def test_table_is_tried_first_and_every_row_is_told() -> None:
    category("prompts")

    page = send("try")
    run_import(ImportRun.objects.get().public_id)

    text = browser_of(ada()).get(page).content.decode()
    assert "2 of 2 rows" in text
    assert "Row 3" in text
    assert "There is no such kind" in text
    assert not Product.objects.exists()


def test_table_is_taken_in_and_comes_out_again() -> None:
    category("prompts")

    send("import")
    run_import(ImportRun.objects.get().public_id)

    made = Product.objects.get()
    out = exported(ada())
    assert (made.title, made.state) == ("Release notes", "draft")
    assert "Release notes" in out
    assert "Release notes" not in exported(cyd())


def test_what_is_no_table_is_refused_in_words() -> None:
    table = SimpleUploadedFile("mine.csv", b"nothing of a table")

    refused = browser_of(ada()).post("/studio/import/", {"table": table, "does": "import"})

    assert refused.status_code == 422
    assert not ImportRun.objects.exists()


def test_import_is_its_sellers_alone() -> None:
    live(ada())
    page = send("try")

    assert browser_of(ada()).get(page).status_code == 200
    assert browser_of(cyd()).get(page).status_code == 404
    assert browser_of(ben()).get(page).status_code == 404

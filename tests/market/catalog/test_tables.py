"""Listings as a table: what comes out goes in again unchanged, every row is reported, and nothing is done twice."""

import csv
import io
from typing import Any

import pytest
from django.conf import settings

from market.catalog.imports.cells import amount_cell, guarded, unguarded
from market.catalog.imports.exporting import export_lines
from market.catalog.imports.reading import MOST_ROWS, TableNotReadable, TableTooLarge, read_table
from market.catalog.imports.running import LEASE, due_imports, run_import
from market.catalog.imports.starting import ImportsUnderWay, start_import
from market.catalog.models import ImportRun, ImportState, Product
from market.catalog.refusals import NotASeller
from project.accounts.models import User
from project.base import clock
from realtime.models import EventRow
from tests.market.catalog.listings import draft, live
from tests.market.people import ada, ben, category, cyd, product

pytestmark = pytest.mark.django_db
HEADING = "slug,kind,title,description,category,tags,attr_model,attr_task,attr_licence,tier,price_usd,price_jpy,stock"
NEW = (
    'quiet-notes,prompt,Quiet notes,"Writes, quietly.",prompts,calm;notes,claude;gpt,writing,commercial,Standard,9.50,'
    "1200,5"
)


def table(*rows: str, heading: str = HEADING) -> bytes:
    return "\r\n".join([heading, *rows, ""]).encode()


def imported(content: bytes, *, seller: User | None = None, is_dry: bool = False) -> ImportRun:
    """After the worker has been there."""
    who = seller or ada()
    run = start_import(seller_id=who.pk, name="mine.csv", content=content, is_dry=is_dry, now=clock.now())
    assert run_import(run.public_id)
    run.refresh_from_db()
    return run


def results(run: ImportRun) -> list[tuple[int, str, dict[str, str]]]:
    return [(row.number, row.result, row.problems) for row in run.rows.order_by("number")]


def exported(seller: User) -> list[dict[str, str]]:
    text = "".join(export_lines(seller.pk))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_row_becomes_a_draft_with_its_tier_and_prices() -> None:
    category("prompts")

    run = imported(table(NEW))

    made = Product.objects.get(slug="quiet-notes")
    tier = made.tiers.get()
    assert (run.state, run.counts["created"]) == (ImportState.DONE, 1)
    assert (made.state, made.title, made.attributes["model"]) == ("draft", "Quiet notes", ["claude", "gpt"])
    assert sorted(tag.name for tag in made.tags.all()) == ["calm", "notes"]
    assert (tier.stock, {price.currency: price.amount_minor for price in tier.prices.all()}) == (
        5,
        {"USD": 950, "JPY": 1200},
    )


def test_the_same_table_again_changes_nothing() -> None:
    category("prompts")
    imported(table(NEW))
    revision = Product.objects.get().revision

    again = imported(table(NEW))

    assert results(again) == [(2, "unchanged", {})]
    assert Product.objects.get().revision == revision


def test_an_export_that_is_sent_back_changes_nothing() -> None:
    seller = ada()
    live(seller, tags=["fast", "small"], tagline="=cmd|' /C calc'!A0")
    draft(seller, tagline="-2+3 is a formula")
    product(seller, prices={"USD": 900, "JPY": 1200}, stock=3, title="@here and 'there'")
    content = "".join(export_lines(seller.pk)).encode()

    run = imported(content)

    assert {result for _number, result, _problems in results(run)} == {"unchanged"}
    assert run.total == 3


def test_no_cell_of_an_export_is_taken_for_a_formula() -> None:
    live(ada(), tagline="=HYPERLINK(1)", description="+" + "x" * 40, tags=["@tag" * 3])

    cells = [cell for row in exported(ada()) for cell in row.values()]

    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t"}] == []


@pytest.mark.parametrize("text", ["=1", "'=1", "''-2", "'plain", "plain", "", "@", "\tx", "-"])
def test_a_cell_is_the_same_after_both_ways(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_every_row_that_is_refused_says_which_column_and_nothing_else_stops() -> None:
    category("prompts")
    live(cyd())
    theirs = Product.objects.get(seller=cyd()).slug
    rows = [
        NEW,
        "wrong-price,prompt,Wrong price,,prompts,,claude,writing,commercial,Standard,0.10,,",
        "wrong-words,prompt,W,,nowhere,,,,,Standard,9,,many",
        f"{theirs},prompt,Stolen,,prompts,,,,,,,,",
        ",prompt,Nameless,,prompts,,,,,,,,",
    ]

    run = imported(table(*rows))

    told = {number: (result, sorted(problems)) for number, result, problems in results(run)}
    assert told[2] == ("created", [])
    assert told[3] == ("refused", ["price_usd"])
    assert told[4] == ("refused", ["category", "stock", "title"])
    assert told[5] == ("refused", ["slug"])
    assert told[6] == ("refused", ["slug"])
    assert Product.objects.filter(seller=ada()).count() == 1
    assert Product.objects.get(seller=cyd()).title == "Release notes"


def test_rows_of_one_product_are_its_tiers_and_are_refused_together() -> None:
    category("prompts")
    more = "quiet-notes,,,,,,,,,Team,{price},,"
    imported(table(NEW, more.format(price="29")))
    assert [tier.name for tier in Product.objects.get().tiers.order_by("place")] == ["Standard", "Team"]

    run = imported(table(NEW, more.format(price="cheap")))

    assert [(result, sorted(problems)) for _number, result, problems in results(run)] == [
        ("refused", []),
        ("refused", ["price_usd"]),
    ]


def test_of_a_live_product_a_price_holds_at_once_and_a_title_waits() -> None:
    made = live(ada())
    heading, row = "id,title,tier,price_usd", f"{made.public_id},Another title,Standard,12"

    run = imported(table(row, heading=heading))

    made.refresh_from_db()
    assert results(run) == [(2, "changed", {})]
    assert made.title == "Release notes"
    assert made.changes.get(is_first=False).after == {"title": "Another title"}
    assert made.tiers.get().prices.get().amount_minor == 1200


def test_a_dry_run_tells_the_same_and_changes_nothing() -> None:
    category("prompts")
    made = live(ada())
    rows = (NEW, f"{made.slug},,Another title,,,,,,,,,,")

    dry = imported(table(*rows), is_dry=True)

    assert [result for _number, result, _problems in results(dry)] == ["created", "changed"]
    assert Product.objects.count() == 1
    assert not made.changes.filter(is_first=False).exists()
    assert [result for _number, result, _problems in results(imported(table(*rows)))] == ["created", "changed"]


@pytest.mark.parametrize(
    "content",
    [
        "slug;kind;title;category\nquiet;prompt;Ruhige Zettel;prompts\n".encode("utf-8-sig"),
        "slug\tkind\ttitle\tcategory\nquiet\tprompt\tRuhige Zettel\tprompts\n".encode("utf-16"),
        "Slug,Kind,Title,Category\rquiet,prompt,Ruhige Zettel,prompts\r".encode("cp1252"),
        "slug,kind,title,category\nquiet,prompt,Ruhige Zettel für alle,prompts\n".encode("cp1252"),
    ],
)
def test_tables_are_read_however_they_were_written(content: bytes) -> None:
    category("prompts")

    run = imported(content)

    assert run.counts["created"] == 1, results(run)
    assert Product.objects.get().title.startswith("Ruhige Zettel")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x00",
        b"slug",
        b"title\nx\n",
        b"slug,slug\na,b\n",
        b"slug,prise_usd\na,b\n",
        b"%PDF-1.7",
        b"slug\x00\na\n",
    ],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(TableNotReadable):
        start_import(seller_id=ada().pk, name="x.csv", content=content, is_dry=False, now=clock.now())

    assert not ImportRun.objects.exists()


def test_more_rows_than_are_worked_off_are_refused() -> None:
    with pytest.raises(TableTooLarge):
        read_table(b"slug\n" + b"a\n" * (MOST_ROWS + 1))


def test_who_may_not_sell_imports_nothing_and_nobody_floods_the_worker() -> None:
    with pytest.raises(NotASeller):
        start_import(seller_id=ben().pk, name="x.csv", content=table(NEW), is_dry=False, now=clock.now())
    for _ in range(3):
        start_import(seller_id=ada().pk, name="x.csv", content=table(NEW), is_dry=True, now=clock.now())

    with pytest.raises(ImportsUnderWay):
        start_import(seller_id=ada().pk, name="x.csv", content=table(NEW), is_dry=True, now=clock.now())


def test_an_import_whose_worker_was_killed_is_found_and_finished_once_its_lease_ended(monkeypatch: Any) -> None:
    category("prompts")
    run = start_import(seller_id=ada().pk, name="x.csv", content=table(NEW), is_dry=False, now=clock.now())
    later = clock.now() + 2 * LEASE
    ImportRun.objects.update(state="running", leased_until=clock.now() + LEASE)
    assert not run_import(run.public_id)

    monkeypatch.setattr(clock, "now", lambda: later)

    assert due_imports(now=later) == [run.public_id]
    assert run_import(run.public_id)
    assert not run_import(run.public_id)
    assert Product.objects.count() == 1


def test_progress_is_told_to_who_started_it() -> None:
    category("prompts")
    run = imported(table(NEW))

    frames = (
        EventRow.objects.filter(topic__name=f"sheet.{run.public_id}").order_by("seq").values_list("frame", flat=True)
    )

    assert '"state":"waiting"' in frames[0]
    assert '"state":"done"' in frames[len(frames) - 1]


def test_amounts_are_written_with_their_currencys_decimals() -> None:
    assert [amount_cell(950, "USD"), amount_cell(1200, "JPY"), amount_cell(5, "EUR")] == ["9.50", "1200", "0.05"]
    assert set(settings.CURRENCIES) >= {"USD", "JPY"}

"""What is paid for or private is in no table but its own, no topic, letter, log, export, picture or search."""

import json
import logging
from typing import Any
from zipfile import ZipFile

import pytest
from django.core import mail
from django.db import connection

from frontend.store.drawn import card
from frontend.store.orders import library
from market.orders.models import Grant
from project.accounts.profiles.exports.actions import request_export
from project.accounts.profiles.exports.making import make_export
from project.base import clock
from project.base.storage import private_files
from project.mail.sending import deliver_letter, due_letters
from realtime.models import EventRow
from realtime.topics import NoSuchTopic, registered
from tests.security.crawling import crawl
from tests.security.planted import (
    BESIDE,
    BODY,
    CHANGELOG,
    COMMON,
    DRAFT_BODY,
    DRAFT_FILE,
    LARGE,
    NAME,
    NOTE,
    TEXTS,
    TITLE,
    UNFINISHED_BODY,
    Planted,
)

pytestmark = pytest.mark.django_db


def test_no_table_holds_it_but_its_own(planted: Planted) -> None:
    """Not the index of what is found, no letter, no event, no step of an order, no session."""
    assert tables_with(BODY) == tables_with(DRAFT_BODY) == tables_with(UNFINISHED_BODY) == {"catalog_content"}
    assert tables_with(BESIDE) == {"catalog_content"}
    assert tables_with(COMMON) == tables_with(LARGE) == tables_with(DRAFT_FILE) == set()
    assert tables_with(CHANGELOG) == {"catalog_version"}
    assert tables_with(NAME) == {"catalog_file"}
    assert {table for path in planted.paths for table in tables_with(path)} == {"catalog_file"}
    assert {table for table in tables_with(TITLE) if table.startswith("finding_")} == set()


def tables_with(word: str) -> set[str]:
    """The tables in which a row holds this word in whatever column."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        one = "SELECT '{0}' FROM \"{0}\" r WHERE position(%s in r::text) > 0"
        cursor.execute(" UNION ".join(one.format(table) for table in tables), [word] * len(tables))
        return {row[0] for row in cursor.fetchall()}


def test_no_topic_tells_it_to_anybody_and_no_event_ever_did(planted: Planted) -> None:
    objects: tuple[Any, ...] = (planted.product, planted.unfinished, planted.order, planted.change)
    keys = [one.public_id for one in [*objects, *planted.world.people.values()]] + ["desk", planted.product.slug]
    told = {f"{kind.name}.{key}": whole(kind.snapshot, key) for kind in registered() for key in keys}
    told |= {f"event {row.topic.name}": str(row.frame) for row in EventRow.objects.select_related("topic")}

    secret = TEXTS | {NAME, CHANGELOG, *planted.paths}
    assert [name for name, text in told.items() if any(word in text for word in secret)] == []
    listing = f"listing.{planted.product.public_id}"
    assert {name for name, text in told.items() if NOTE in text} - {f"event {listing}"} <= {listing}


def whole(snapshot: Any, key: str) -> str:
    """What a topic of this key would show, as it travels."""
    try:
        return json.dumps(snapshot(key), default=str)
    except NoSuchTopic:
        return ""


def test_no_letter_and_no_log_tells_it(planted: Planted, caplog: Any, capfd: Any) -> None:
    logging.disable(logging.NOTSET)
    for letter in due_letters(now=clock.now()):
        deliver_letter(letter)
    list(crawl(planted.world, planted.world.browser("Eve")))

    letters = " ".join(str(one.message()) for one in mail.outbox)
    said = capfd.readouterr()
    assert "Harbour pilot" in letters
    for text in (letters, caplog.text, said.out, said.err):
        assert [word for word in planted.secrets() if word in text] == []


def test_what_others_take_along_of_themselves_has_nothing_of_it(planted: Planted) -> None:
    for who in ("Cyd", "Dan", "Eve", "Flo", "staff"):
        export = request_export(person_id=planted.world.people[who].pk, now=clock.now())
        make_export(export_pk=export.pk, now=clock.now())
        export.refresh_from_db()
        with private_files().open(export.path) as file, ZipFile(file) as archive:
            text = " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        assert [word for word in planted.secrets() if word in text] == [], who


def test_a_page_that_breaks_while_it_holds_it_says_nothing(
    planted: Planted, monkeypatch: pytest.MonkeyPatch, capfd: Any, caplog: Any
) -> None:
    logging.disable(logging.NOTSET)

    def broken(_request: Any, _template: str, facts: dict[str, Any]) -> None:
        body = facts["given"].content.body
        raise RuntimeError(len(body))

    monkeypatch.setattr(library, "render", broken)
    answer = planted.world.browser("Eve").get(f"/library/{Grant.objects.get(line__order=planted.order).public_id}/")

    said = capfd.readouterr()
    assert answer.status_code == 500
    assert [text for text in (answer.text, caplog.text, said.out, said.err) if BODY in text] == []


def test_who_searches_for_its_words_finds_nothing(planted: Planted) -> None:
    browser = planted.world.browser("guest")

    for asked in (BESIDE, BODY, COMMON, TITLE, NAME, f"{BODY[:-1]}x"):
        for path in ("/api/products", "/api/products/suggest", "/products/"):
            answer = browser.get(path, {"search": asked, "q": asked})
            echo = answer.text.replace(asked, "")
            assert [word for word in planted.secrets() if word in echo] == [], (path, asked)
        assert planted.product.slug not in browser.get("/api/products", {"search": asked}).text


def test_pictures_that_are_drawn_of_products_are_drawn_of_what_all_may_know(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(said: Any) -> bytes:
        drawn.append(repr(said))
        return b""

    monkeypatch.setattr(card, "_drawn", draw)

    planted.world.browser("guest").get(f"/share/products/{planted.product.slug}.png")
    planted.world.browser("guest").get(f"/share/products/{planted.unfinished.slug}.png")

    assert len(drawn) == 1
    assert [word for word in planted.secrets() if word in drawn[0]] == []

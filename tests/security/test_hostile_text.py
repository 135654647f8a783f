"""What sellers and buyers write is text wherever it is shown: in pages, linked data, feeds, tables, papers, letters."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from market.catalog import actions
from market.catalog.actions import TierAsked
from market.catalog.imports.exporting import export_lines
from market.catalog.models import Product
from market.finding.actions import create_collection, put_into_collection
from market.finding.indexing import mark_missed, refresh_stale
from market.flows.demo import pay_demo, place_demo
from market.orders.models import Order
from project.base import clock
from project.mail.sending import deliver_letter, due_letters
from tests.market.catalog.listings import decided, draft, submitted
from tests.market.people import tier_of
from tests.realtime.chat.files.pictures import encoded, noise
from tests.security.crawling import Heard, crawl
from tests.walk.world import World, make_world

pytestmark = pytest.mark.django_db
EVIL = "=1+1\"'><qzel onx=y></script></title></textarea><qzel>{{7*7}}]]>"
WORDS = f"{EVIL}\n\n[x](javascript:qzrun) <javascript:qzrun> [y]: data:text/html,<qzel>\n\n![z](//qz.example/p.png)"
LINKED = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.DOTALL)


class Elements(HTMLParser):
    """What a browser would make of a page, as far as it could do harm."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found = list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what nobody of ours wrote."""
        said = {name: (value or "").strip().lower() for name, value in attrs}
        if tag == "qzel" or "onx" in said or any(name.startswith("on") for name in said):
            self.found.append(f"<{tag} {attrs}>")
        for name in ("href", "src", "action", "formaction", "srcset"):
            if said.get(name, "").startswith(("javascript:", "data:text", "//qz")):
                self.found.append(f"{tag} {name}={said[name]}")


@pytest.fixture
def world() -> World:
    """The walk's, with a product that is hostile in every word of it, bought by Ada and shown wherever it can be."""
    made = make_world()
    ada, ben, now = made.people["Ada"], made.people["Ben"], clock.now()
    ada.display_name = EVIL[:40]
    ada.save()
    product = hostile_product(made)
    order = pay_demo(place_demo(ben, [tier_of(product)], key="hostile", now=now), now)
    Order.objects.filter(pk=order.pk).update(billing={"name": EVIL, "company": EVIL, "country": "GB", "tax_id": EVIL})
    collection = create_collection(person_id=ada.pk, title=EVIL[:60], about=WORDS, is_public=True, now=now)
    put_into_collection(person_id=ada.pk, collection=collection.public_id, product=product.slug, now=now)
    change = in_review(product)
    mark_missed(now=now)
    refresh_stale(now=now)
    made.made.update({"listing": product.public_id, "found": product.slug, "change": change, "order": order.public_id})
    made.made.update({"collection": collection.public_id, "paper": order.papers.order_by("pk")[0].public_id})
    made.made.update(
        {"grant": order.lines.get().grant.public_id, "version": product.versions.get(number="2").public_id}
    )
    return made


def hostile_product(world: World) -> Product:
    """Live, with a hostile title, line, description, tag, tier, preview, changelog, alt text and file name."""
    ada = world.people["Ada"]
    whose: dict[str, Any] = {"seller_id": ada.pk, "now": clock.now()}
    made = draft(ada, title=EVIL[:120], tagline=EVIL[:160], description=WORDS, tags=[EVIL[:40]])
    tier = TierAsked(name=EVIL[:60], about=EVIL[:300], prices={"USD": 900})
    actions.set_tiers(product=made.public_id, tiers=[tier], **whose)
    version = made.versions.get().public_id
    actions.change_version(version=version, changelog=WORDS, preview=WORDS, **whose)
    actions.put_content(version=version, body=WORDS, **whose)
    actions.add_file(version=version, upload=SimpleUploadedFile('a"><qzel onx=y>\r\nX: y.txt', b"x"), **whose)
    picture = encoded(noise(400, 300), "PNG")
    actions.add_picture(product=made.public_id, name="a.png", content=picture, alt=EVIL, **whose)
    return decided(submitted(made, note=WORDS), reason=WORDS)


def in_review(made: Product) -> str:
    """Another version that waits, with a hostile word to staff."""
    whose: dict[str, Any] = {"seller_id": made.seller_id, "now": clock.now()}
    version = actions.add_version(product=made.public_id, number="2", changelog=WORDS, **whose)
    actions.put_content(version=version.public_id, body=WORDS, **whose)
    actions.change_product(product=made.public_id, change={"title": EVIL[:100]}, **whose)
    actions.publish_version(version=version.public_id, **whose)
    return submitted(made, note=WORDS).public_id


@pytest.mark.parametrize("who", ["guest", "Ada", "Ben", "admin"])
def test_no_page_runs_what_somebody_wrote(world: World, who: str) -> None:
    pages = [one for one in crawl(world, world.browser(who)) if is_page(one)]

    found = {str(one.address): wrong for one in pages if (wrong := Elements(one.body).found)}

    # Django's own desk has handlers of its own; nothing of sellers is in them.
    assert {place: wrong for place, wrong in found.items() if "qz" in str(wrong) or "/staff/" not in place} == {}
    assert sum("qzel" in one.text for one in pages) > 2


def test_linked_data_feeds_and_lists_are_whole(world: World) -> None:
    seen = 0
    for one in crawl(world, world.browser("guest")):
        kind = one.headers.get("Content-Type", "")
        for said in LINKED.findall(one.body) if "html" in kind else []:
            json.loads(said)
            assert "<" not in said
            seen += "qzel" in said
        if "xml" in kind:
            seen += "qzel" in "".join(ElementTree.fromstring(one.body).itertext())  # noqa: S314 - ours
    assert seen >= 2


def test_answers_that_are_no_pages_are_never_taken_for_pages(world: World) -> None:
    for one in crawl(world, world.browser("Ada")):
        if "qzel" in one.text and not is_page(one):
            assert one.headers["X-Content-Type-Options"] == "nosniff", one.address
            assert "html" not in one.headers["Content-Type"], one.address
        assert "X: y" not in one.headers
        assert not [name for name in one.headers if name.lower() == "x"]


def test_no_cell_of_a_table_is_taken_for_a_formula(world: World) -> None:
    rows = list(csv.reader(io.StringIO("".join(export_lines(world.people["Ada"].pk)))))

    assert [cell for row in rows[1:] for cell in row if re.match(r"[=+@\t\r]|-\D", cell)] == []
    assert any(cell.startswith("'=1+1") for row in rows for cell in row)


def test_papers_hold_it_as_letters_alone(world: World) -> None:
    order = world.made["order"]
    paper = world.browser("Ben").get(f"/orders/{order}/{world.made['paper']}.pdf")

    read = PdfReader(io.BytesIO(paper.content))
    assert "qzel" in read.pages[0].extract_text().replace("\n", "")
    # What a reader of papers would do by itself, or at a press.
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(read.root_object)
    assert not {"/Annots", "/AA"} & {name for page in read.pages for name in page}


def test_letters_hold_it_as_text(world: World) -> None:
    for letter in due_letters(now=clock.now()):
        deliver_letter(letter)

    assert "qzel" in " ".join(str(one.body) for one in mail.outbox)
    for one in mail.outbox:
        assert "\n" not in one.subject
        for html, _kind in getattr(one, "alternatives", []):
            assert Elements(str(html)).found == []


def is_page(one: Heard) -> bool:
    """Whether a browser would read it as a page."""
    return "text/html" in one.headers.get("Content-Type", "")

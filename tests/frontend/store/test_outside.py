"""The shop from outside: what machines read of it equals what is for sale, and cannot break out of where it stands."""

import json
import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from market.catalog.models import Product
from project.base import clock
from project.base.money import exponent
from tests.market import people

pytestmark = pytest.mark.django_db
MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SITE = "http://testserver"


def linked(page: str) -> dict[str, Any]:
    """The linked data of a page, by type."""
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {part["@type"]: part for part in json.loads(text)["@graph"]}


def prices(told: list[dict[str, Any]]) -> set[tuple[str, str, int]]:
    """Every tier's price as linked data tells it: id, currency, minor units."""
    singles = [single for one in told for single in one.get("offers", [one])]
    return {
        (one["sku"], one["priceCurrency"], int(Decimal(one["price"]).scaleb(exponent(one["priceCurrency"]))))
        for one in singles
    }


def listed(client: Client, section: str) -> set[str]:
    """The addresses of one part of the sitemap."""
    tree = ElementTree.fromstring(client.get(f"/sitemaps/{section}.xml").content)  # noqa: S314 - our own
    return {(found.text or "").removeprefix(SITE) for found in tree.findall("s:url/s:loc", MAPS)}


def test_linked_data_says_what_the_api_says(client: Client) -> None:
    made = people.product(people.ada(), prices={"USD": 1250, "JPY": 1900}, title="Harbour", tagline="All the water.")
    people.tier(made, name="Scarce", prices={"USD": 9900}, stock=0)
    said = client.get(f"/api/products/{made.slug}").json()

    told = linked(client.get(said["url"]).text)["Product"]

    assert (told["sku"], told["name"], told["url"]) == (said["id"], said["title"], SITE + said["url"])
    assert (told["description"], told["category"]) == (said["tagline"], said["category"]["name"])
    expected = {(tier["id"], currency, minor) for tier in said["tiers"] for currency, minor in tier["prices"].items()}
    assert prices(told["offers"]) == expected
    singles = [single for one in told["offers"] for single in one["offers"]]
    sellers = {(single["seller"]["name"], single["seller"]["url"]) for single in singles}
    assert sellers == {(said["seller"]["name"], SITE + said["seller"]["url"])}
    sold_out = {single["sku"] for single in singles if "SoldOut" in single["availability"]}
    assert sold_out == {tier["id"] for tier in said["tiers"] if tier["left"] == 0}


def test_linked_data_of_one_price_is_one_offer(client: Client) -> None:
    made = people.product(people.ada(), price_minor=1250)

    [offer] = linked(client.get(f"/products/{made.slug}/").text)["Product"]["offers"]

    assert (offer["@type"], offer["price"], offer["priceCurrency"]) == ("Offer", "12.50", "USD")
    assert offer["availability"] == "https://schema.org/InStock"


def test_what_a_seller_writes_cannot_leave_the_linked_data(client: Client) -> None:
    hostile = '</script><script>alert("heron")</script>'
    made = people.product(people.ada(), title=hostile, tagline=hostile)

    page = client.get(f"/products/{made.slug}/").text

    assert "<script>alert" not in page
    assert linked(page)["Product"]["name"] == hostile


def test_sitemap_lists_exactly_what_is_for_sale(client: Client) -> None:
    ada, cyd = people.ada(), people.cyd()
    shown = people.product(ada, at="models/vision")
    people.product(ada, is_paused=True, at="hidden")
    people.product(ada, deleted_at=clock.now(), at="hidden")
    people.product(cyd, state="draft", approved_at=None, at="hidden")

    assert listed(client, "products") == {f"/products/{shown.slug}/"}
    assert listed(client, "categories") == {"/categories/models/", "/categories/models/vision/"}
    assert listed(client, "sellers") == {f"/sellers/{ada.public_id}/"}


def test_sitemap_index_and_robots_lead_to_each_other(client: Client) -> None:
    people.product(people.ada())

    robots, index = client.get("/robots.txt").text, client.get("/sitemap.xml").text

    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert "Disallow: /boards/*/console/" in robots
    assert re.findall(r"<loc>(.*?)</loc>", index) == [
        f"{SITE}/sitemaps/{part}.xml" for part in ("products", "categories", "sellers")
    ]


def test_product_is_previewed_with_a_picture_of_its_own(client: Client) -> None:
    made = people.product(people.ada(), title="Harbour", tagline="All the water.")

    page = client.get(f"/products/{made.slug}/?tier=x").text
    picture = client.get(f"/share/products/{made.slug}.png")
    again = client.get(f"/share/products/{made.slug}.png", headers={"If-None-Match": picture["ETag"]})

    assert f'<link rel="canonical" href="{SITE}/products/{made.slug}/">' in page
    assert f'<meta property="og:image" content="{SITE}/share/products/{made.slug}.png">' in page
    assert '<meta name="description" content="All the water.">' in page
    assert picture.content.startswith(b"\x89PNG")
    assert again.status_code == 304


def test_nothing_is_drawn_or_told_of_what_is_not_for_sale(client: Client) -> None:
    made = people.product(people.ada())
    Product.objects.filter(pk=made.pk).update(is_paused=True)

    answers = [client.get(path).status_code for path in (f"/products/{made.slug}/", f"/share/products/{made.slug}.png")]

    assert answers == [404, 404]

"""Claims about every page of the shop, as full as it gets: its weight, its landmarks, what its policy lets run."""

import re

import pytest
from django.test import Client

from tests.frontend.boards import open_live_board
from tests.frontend.store.shelves import browser_of, put_on_shelves
from tests.frontend.store.test_pictures import picture
from tests.frontend.weight import weight_of
from tests.market import people

pytestmark = pytest.mark.django_db
MOST_BYTES = 60 * 1024
WORDS = "A paragraph about harbours, herons and halyards that goes on for a while.\n\n" * 40


@pytest.fixture
def pages() -> dict[str, str]:
    """Every page of the shop."""
    open_live_board(home="Gulls", away="Owls")
    ada, slugs = people.ada(), []
    for number in range(30):
        tagline = f"The {number}th thing that anybody could want to have in a harbour"
        made = people.product(ada, title=f"Heron {number}", tagline=tagline, description=WORDS, at=f"branch-{number}")
        picture(made, width=1600)
        slugs.append(made.slug)
    for number in range(9):
        people.tier(made, name=f"Tier {number}", prices={"USD": 100 + number}, about=tagline)
        people.release(made, files={f"{number}-{name}.txt": b"x" for name in range(9)})
    put_on_shelves()
    ben, guest = browser_of(people.ben()), Client()
    for slug in slugs[:25]:
        ben.post(f"/favourites/{slug}/", {"on": "1"})
    ben.post("/collections/new/", {"title": "For the pier", "product": slugs[0]})
    ben.post(f"/sellers/{ada.public_id}/follow/", {"on": "1"})
    ben.post(f"/products/{slugs[3]}/seen/")
    compared = "&".join(f"p={slug}" for slug in slugs[:4])
    addresses = ["/", f"/products/{made.slug}/", f"/sellers/{ada.public_id}/", f"/compare/?{compared}", "/favourites/"]
    theirs = ["/collections/", "/following/", "/recent/", *addresses]
    return {f"Ben {one}": ben.get(one).text for one in theirs} | {one: guest.get(one).text for one in addresses}


def test_every_page_of_the_shop_is_light_and_sound(pages: dict[str, str]) -> None:
    weights = {address: weight_of(page) for address, page in pages.items()}

    assert {address: size for address, size in weights.items() if size > MOST_BYTES} == {}
    for address, page in pages.items():
        assert re.findall(r"<script(?![^>]*(?:\bsrc=|application/ld.json))", page) == [], address
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) == [], address
        assert len(re.findall(r"<h1[ >]", page)) == 1, address
        for landmark in ('<main id="main"', '<header class="top"', "<footer", "<nav", 'href="#main"'):
            assert landmark in page, address
        ids = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', page)
        assert [one for one in ids if f'for="{one}"' not in page] == [], address
        names = re.findall(r'\bid="([^"]+)"', page)
        assert sorted(names) == sorted(set(names)), address
        assert "<img" not in re.sub(r'<img[^>]*\bwidth="\d+" height="\d+"[^>]*>', "", page), address


def test_start_page_shows_what_came_in_the_live_game_and_the_way_to_the_rest(pages: dict[str, str]) -> None:
    page = pages["/"]

    assert 'data-topic="arrivals.shop"' in page
    assert "Gulls" in page
    assert 'href="/categories/branch-0/"' in page
    assert '"SearchAction"' in page
    assert '<link rel="canonical" href="http://testserver/">' in page


def test_reasons_are_told_to_who_is_known_and_to_nobody_else(pages: dict[str, str]) -> None:
    assert "For you" in pages["Ben /"]
    assert "For you" not in pages["/"]


def test_comparison_marks_what_differs(pages: dict[str, str]) -> None:
    rows = re.findall(
        r"<tr( data-differs)?><th scope=\"row\">([^<]+)", next(v for k, v in pages.items() if k.startswith("/compare"))
    )

    assert {name: bool(differs) for differs, name in rows} | {} == {
        "Price": False,
        "Kind": False,
        "Category": True,
        "Ways to have it": False,
        "Seller": False,
    }


def test_comparison_takes_four_and_says_what_is_gone(client: Client) -> None:
    made = [people.product(people.ada(), title=f"Heron {number}") for number in range(5)]
    asked = {"p": [*(one.slug for one in made[:2]), "gone", made[0].slug, made[2].slug, made[3].slug]}

    page = client.get("/compare/", asked).text

    assert re.findall(r'<th scope="col" data-slug="([^"]+)"', page) == [made[0].slug, made[1].slug, made[2].slug]
    assert "One of these is not for sale any more." in page


def test_a_browser_keeps_what_it_compares_and_its_products_lead_to_all_of_them(client: Client) -> None:
    heron, gull, _ = (people.product(people.ada(), title=title) for title in ("Heron", "Gull", "Owl"))
    client.get("/compare/", {"p": [heron.slug, "gone"]})

    page = client.get(f"/products/{gull.slug}/").text

    assert f'href="/compare/?p={heron.slug}&amp;p={gull.slug}">Compare (2)<' in page
    assert f'href="/compare/?p={heron.slug}">Compare<' in client.get(f"/products/{heron.slug}/").text
    client.get("/compare/")
    assert f'href="/compare/?p={gull.slug}">Compare<' in client.get(f"/products/{gull.slug}/").text


def test_a_cookie_that_names_no_products_is_passed_over(client: Client) -> None:
    gull = people.product(people.ada(), title="Gull")
    client.cookies["compared"] = f"a%20b.{'x' * 90}..<b>.{gull.slug}"

    assert f'href="/compare/?p={gull.slug}">Compare<' in client.get(f"/products/{gull.slug}/").text


def test_shop_of_somebody_who_sells_nothing_is_not_there(client: Client) -> None:
    assert client.get(f"/sellers/{people.ben().public_id}/").status_code == 404


def test_feed_tells_what_came_in(client: Client) -> None:
    people.product(people.ada(), title="Heron & Gull")

    feed = client.get("/feeds/products.atom")

    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "<title>Heron &amp; Gull</title>" in feed.text
    assert people.SECRET not in feed.text

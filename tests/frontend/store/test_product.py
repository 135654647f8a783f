"""The page of a product: everything but what is paid for, and nothing that runs."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from market.catalog.models import Product, Version
from market.flows.gift import take_free
from market.orders.models import Grant
from project.base import clock
from tests.frontend.store.shelves import browser_of, put_on_shelves
from tests.market import people

pytestmark = pytest.mark.django_db
QUERIES = 24
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def test_product_page_shows_it_and_never_what_is_paid_for(client: Client) -> None:
    files = {"secret-heron.txt": b"The halyard is blue."}
    made = people.product(people.ada(), files=files, title="Harbour prompt", price_minor=1250)

    pages = [client.get(f"/products/{made.slug}/").text, browser_of(people.cyd()).get(f"/products/{made.slug}/").text]

    for page in pages:
        assert "Harbour prompt" in page
        assert "$12.50" in page
        assert "secret-heron.txt" in page
        assert people.SECRET not in page
        assert "halyard" not in page


def test_hostile_text_is_shown_and_not_run(client: Client) -> None:
    words = f"{HOSTILE}\n\n[here](javascript:alert(3)) <iframe src=//x></iframe>"
    made = people.product(people.ada(), title=HOSTILE, tagline=HOSTILE, description=words, tags=["<b>"])
    people.tier(made, name=HOSTILE[:60], about=HOSTILE, prices={"USD": 100})
    Version.objects.filter(product=made).update(is_current=False)
    Version.objects.create(
        product=made, number="<i>2", changelog=words, preview=words, is_current=True, published_at=made.approved_at
    )

    page = client.get(f"/products/{made.slug}/").text

    for run in ("<script>alert", "<img src=x", "<iframe", 'href="javascript:', "<i>2"):
        assert run not in page


def test_prices_are_in_the_currency_that_the_reader_chose(client: Client) -> None:
    made = people.product(people.ada(), prices={"USD": 1250, "EUR": 1100})
    address = f"/products/{made.slug}/"
    assert "$12.50" in client.get(address).text

    client.post("/currency/", {"currency": "EUR", "next": address})

    page = client.get(address).text
    assert "€11.00" in page
    assert "$12.50" not in page.split('<main id="main"')[1]


def test_currency_that_is_none_changes_nothing(client: Client) -> None:
    client.cookies["currency"] = "XXX"
    made = people.product(people.ada(), price_minor=1250)

    client.post("/currency/", {"currency": "<b>"})

    assert "$12.50" in client.get(f"/products/{made.slug}/").text


def test_what_cannot_be_had_cannot_be_chosen(client: Client) -> None:
    made = people.product(people.ada(), prices={"USD": 500}, stock=0)
    people.tier(made, name="Euros alone", prices={"EUR": 500})
    people.tier(made, name="Team", prices={"USD": 900}, stock=3)

    page = client.get(f"/products/{made.slug}/").text

    cards = page.split('<label class="tier"')[1:]
    assert ["data-off" in card.split(">")[0] for card in cards] == [True, True, False]
    assert [" disabled" in card.split("</label>")[0] for card in cards] == [True, True, False]
    assert "Sold out" in cards[0]
    assert "Sold in EUR alone." in cards[1]
    assert "3 left" in cards[2]


def test_who_owns_it_is_led_to_their_library() -> None:
    ben, made = people.ben(), people.product(people.ada(), pricing="free")
    take_free(person_id=ben.pk, tier_id=people.tier_of(made).public_id, now=clock.now())
    grant = Grant.objects.get(person=ben)

    owner, other = (browser_of(person).get(f"/products/{made.slug}/").text for person in (ben, people.cyd()))

    assert f'href="/library/{grant.public_id}/"' in owner
    assert "You own this." not in other


@pytest.mark.parametrize("hidden", [{"is_paused": True}, {"state": "draft", "approved_at": None}])
def test_what_is_not_for_sale_has_no_page(hidden: dict[str, object], client: Client) -> None:
    made = people.product(people.ada(), **hidden)  # type: ignore[arg-type]

    assert client.get(f"/products/{made.slug}/").status_code == 404


def test_guest_with_the_page_is_told_that_it_still_holds_until_it_does_not(client: Client) -> None:
    made = people.product(people.ada())
    address = f"/products/{made.slug}/"
    client.get(address)
    etag = client.get(address)["ETag"]

    same = client.get(address, headers={"If-None-Match": etag})
    Product.objects.filter(pk=made.pk).update(title="Another")
    other = client.get(address, headers={"If-None-Match": etag})

    assert (same.status_code, other.status_code) == (304, 200)
    assert "private" in same["Cache-Control"]


def test_page_of_somebody_known_is_never_kept() -> None:
    made = people.product(people.ada())

    answer = browser_of(people.ben()).get(f"/products/{made.slug}/")

    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer


def test_page_asks_as_much_for_many_tiers_versions_and_neighbours_as_for_few(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = people.product(people.ada(), title="Harbour")
    address = f"/products/{made.slug}/"
    people.product(people.ada(), title="Harbour once more")
    put_on_shelves()
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for number in range(6):
        people.tier(made, name=f"Tier {number}", prices={"USD": 100 + number, "EUR": 90})
        people.release(made, files={f"{number}.txt": b"x", f"{number}.md": b"y"})
        people.product(people.cyd(), title=f"Harbour {number}")
    put_on_shelves()
    with django_assert_num_queries(QUERIES):
        client.get(address)

"""What people keep: theirs alone, guests included, and nobody becomes somebody by looking."""

import pytest
from django.test import Client

from market.finding.models import Collection, Favourite, Follow, Viewed
from project.accounts.models import User
from tests.frontend.store.shelves import browser_of, put_on_shelves
from tests.market import people

pytestmark = pytest.mark.django_db


def test_guest_keeps_a_favourite_and_finds_it_again(client: Client) -> None:
    made = people.product(people.ada(), title="Harbour")
    put_on_shelves()

    answer = client.post(f"/favourites/{made.slug}/", {"on": "1", "next": f"/products/{made.slug}/"})

    assert answer["Location"] == f"/products/{made.slug}/"
    assert "Harbour" in client.get("/favourites/").text
    assert 'aria-pressed="true"' in client.get(f"/products/{made.slug}/").text
    assert "Harbour" not in Client().get("/favourites/").text


def test_favourite_is_taken_back(client: Client) -> None:
    made = people.product(people.ada())
    client.post(f"/favourites/{made.slug}/", {"on": "1"})

    part = client.post(f"/favourites/{made.slug}/", {"on": ""}, headers={"HX-Request": "true"}).text

    assert 'aria-pressed="false"' in part
    assert not Favourite.objects.exists()


def test_nobody_becomes_somebody_for_a_product_that_is_not_for_sale(client: Client) -> None:
    made = people.product(people.ada(), is_paused=True)
    before = User.objects.count()

    answer = client.post(f"/favourites/{made.slug}/", {"on": "1"})

    assert (answer.status_code, User.objects.count()) == (404, before)


def test_a_form_leads_on_to_pages_of_ours_alone(client: Client) -> None:
    made = people.product(people.ada())

    answer = client.post(f"/favourites/{made.slug}/", {"on": "1", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/favourites/"


def test_looking_is_noted_for_who_is_known_and_for_nobody_else(client: Client) -> None:
    ben, made = people.ben(), people.product(people.ada(), title="Harbour")
    put_on_shelves()
    known = browser_of(ben)

    read = [known.get(f"/products/{made.slug}/"), client.get(f"/products/{made.slug}/")]
    assert not Viewed.objects.exists()
    told = [
        known.post(f"/products/{made.slug}/seen/").status_code,
        client.post(f"/products/{made.slug}/seen/").status_code,
    ]

    assert f'data-seen="/products/{made.slug}/seen/"' in read[0].text
    assert "data-seen" not in read[1].text
    assert told == [204, 204]
    assert [view.person_id for view in Viewed.objects.all()] == [ben.pk]
    assert "Harbour" in known.get("/recent/").text
    assert not User.objects.filter(is_guest=True).exists()
    known.post("/recent/forget/")
    assert "Harbour" not in known.get("/recent/").text


def test_collection_is_its_owners_until_she_opens_it(client: Client) -> None:
    ben, made = browser_of(people.ben()), people.product(people.ada(), title="Harbour")
    put_on_shelves()
    ben.post("/collections/new/", {"title": "For the pier", "product": made.slug})
    row = Collection.objects.get()
    address = f"/collections/{row.public_id}/"
    others = (client, browser_of(people.cyd()))

    assert "Harbour" in ben.get(address).text
    assert [other.get(address).status_code for other in others] == [404, 404]
    ben.post(f"{address}change/", {"title": "For all piers", "about": "Wood.", "is_public": "1"})
    pages = [other.get(address).text for other in others]
    assert all("For all piers" in page and "Harbour" in page for page in pages)
    assert all("Delete the collection" not in page for page in pages)


def test_cyd_changes_nothing_in_bens_collection() -> None:
    ben, made = browser_of(people.ben()), people.product(people.ada())
    ben.post("/collections/new/", {"title": "For the pier", "is_public": "1"})
    row = Collection.objects.get()
    cyd, address = browser_of(people.cyd()), f"/collections/{row.public_id}/"

    told = [
        cyd.post(f"{address}change/", {"title": "Mine"}).status_code,
        cyd.post(f"{address}{made.slug}/", {"on": "1"}).status_code,
        cyd.post(f"{address}delete/").status_code,
    ]

    assert told == [404, 404, 404]
    row.refresh_from_db()
    assert (row.title, row.items.count()) == ("For the pier", 0)


def test_collection_without_a_title_is_refused_and_what_was_typed_is_kept() -> None:
    answer = browser_of(people.ben()).post("/collections/new/", {"title": "  "})

    assert answer.status_code == 422
    assert "Give the collection a title." in answer.text
    assert not Collection.objects.exists()


def test_ben_follows_ada_and_is_shown_her_newest() -> None:
    ada, ben = people.ada(), browser_of(people.ben())
    people.product(ada, title="Harbour")
    put_on_shelves()

    ben.post(f"/sellers/{ada.public_id}/follow/", {"on": "1"})

    page = ben.get("/following/").text
    assert "Ada" in page
    assert "Harbour" in page
    assert "1 follower" in Client().get(f"/sellers/{ada.public_id}/").text
    ben.post(f"/sellers/{ada.public_id}/follow/", {"on": ""})
    assert not Follow.objects.exists()


@pytest.mark.parametrize("address", ["/collections/", "/following/"])
def test_guests_are_sent_to_sign_in_where_members_keep_things(address: str, client: Client) -> None:
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", ["/favourites/", "/collections/", "/following/", "/recent/"])
def test_empty_list_says_what_to_do(address: str) -> None:
    page = browser_of(people.ben()).get(address).text

    assert 'class="empty"' in page
    assert page.count("<h1>") == 1
    assert '<meta name="robots" content="noindex">' in page

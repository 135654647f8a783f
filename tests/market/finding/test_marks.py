"""What people mark: their own, handed over at sign-in, gone with them, and never a way to what is not for sale."""

from datetime import timedelta

import pytest
from django.test import Client

from market.catalog.models import Product
from market.finding import actions, queries
from market.finding.following import announce_due, news_of
from market.finding.leaving import erase
from market.finding.merging import merge
from market.finding.models import Collection, CollectionItem, Favourite, Follow, Viewed
from project.accounts.models import User
from project.base import clock
from project.base.errors import NotFound
from realtime.models import EventRow as Event
from tests.market.finding.found import index
from tests.market.people import ada, ben, cyd, product

pytestmark = pytest.mark.django_db


def test_a_guest_marks_a_product_and_takes_the_marks_along_when_they_sign_in() -> None:
    one, two = product(ada(), title="One"), product(ada(), title="Two")
    index()
    browser = Client()
    for made in (one, two):
        assert browser.put(f"/api/favourites/{made.slug}").status_code == 204
    told = browser.get("/api/favourites").json()
    assert [row["title"] for row in told["products"]] == ["Two", "One"]
    guest, member = Favourite.objects.first().person, ben()  # type: ignore[union-attr]
    actions.add_favourite(person_id=member.pk, product=one.slug, now=clock.now())
    actions.note_view(person_id=guest.pk, product_pk=one.pk, now=clock.now())

    merge(guest.pk, member.pk, clock.now())

    assert Favourite.objects.filter(person=member).count() == 2
    assert Viewed.objects.get().person == member
    assert not Favourite.objects.filter(person=guest).exists()


def test_marking_twice_marks_once_and_what_is_not_for_sale_cannot_be_marked() -> None:
    made, person = product(ada()), ben()
    for _time in range(2):
        actions.add_favourite(person_id=person.pk, product=made.public_id, now=clock.now())
    index()
    assert queries.count_favourites(person.pk) == 1
    Product.objects.filter(pk=made.pk).update(is_paused=True)

    with pytest.raises(NotFound):
        actions.add_favourite(person_id=cyd().pk, product=made.slug, now=clock.now())
    assert queries.favourites_of(person.pk) == []


def test_a_private_collection_is_its_owners_alone() -> None:
    made, person = product(ada(), title="One"), ben()
    index()
    now = clock.now()
    row = actions.create_collection(person_id=person.pk, title=" My  shelf ", now=now)
    actions.put_into_collection(
        person_id=person.pk, collection=row.public_id, product=made.slug, note="For later", now=now
    )

    shown = queries.collection_shown(row.public_id, viewer_id=person.pk)
    assert (shown.title, shown.count, shown.notes) == ("My shelf", 1, {made.public_id: "For later"})
    for stranger in (None, cyd().pk):
        with pytest.raises(NotFound):
            queries.collection_shown(row.public_id, viewer_id=stranger)
    with pytest.raises(NotFound):
        actions.delete_collection(person_id=cyd().pk, collection=row.public_id)
    actions.change_collection(person_id=person.pk, collection=row.public_id, is_public=True, now=now)
    assert queries.collection_shown(row.public_id, viewer_id=None).owner.name == "Ben"
    Product.objects.filter(pk=made.pk).update(is_paused=True)
    assert queries.collection_shown(row.public_id, viewer_id=None).products == []


def test_followers_are_told_once_of_what_comes_up() -> None:
    seller, person = ada(), ben()
    actions.follow_seller(person_id=person.pk, seller=seller.public_id, now=clock.now() - timedelta(hours=1))
    before = Event.objects.count()
    product(seller, title="New")
    index()

    assert announce_due(now=clock.now()) == 1
    assert announce_due(now=clock.now()) == 0

    assert Event.objects.count() == before + 1
    assert news_of(person.pk) == {"new": 1}
    actions.see_followed(person_id=person.pk, now=clock.now() + timedelta(seconds=1))
    assert news_of(person.pk) == {"new": 0}


def test_who_does_not_sell_and_oneself_cannot_be_followed() -> None:
    with pytest.raises(NotFound):
        actions.follow_seller(person_id=ada().pk, seller=ben().public_id, now=clock.now())
    with pytest.raises(actions.NotYourself):
        actions.follow_seller(person_id=ada().pk, seller=ada().public_id, now=clock.now())
    assert not Follow.objects.exists()


def test_only_the_last_looks_are_kept() -> None:
    person, now = ben(), clock.now()
    seller = ada()
    made = [product(seller) for _number in range(actions.MOST_VIEWED + 2)]
    for place, one in enumerate(made):
        actions.note_view(person_id=person.pk, product_pk=one.pk, now=now + timedelta(seconds=place))

    kept = list(Viewed.objects.filter(person=person).order_by("at").values_list("product", flat=True))

    assert kept == [one.pk for one in made[2:]]


def test_nothing_of_a_person_who_goes_is_kept() -> None:
    person: User = ben()
    made, now = product(ada()), clock.now()
    actions.add_favourite(person_id=person.pk, product=made.slug, now=now)
    actions.note_view(person_id=person.pk, product_pk=made.pk, now=now)
    actions.follow_seller(person_id=person.pk, seller=ada().public_id, now=now)
    row = actions.create_collection(person_id=person.pk, title="Shelf", now=now)
    actions.put_into_collection(person_id=person.pk, collection=row.public_id, product=made.slug, now=now)

    erase(person.pk, now)

    for rows in (Favourite, Viewed, Follow, Collection, CollectionItem):
        assert not rows.objects.exists()

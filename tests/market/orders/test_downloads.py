"""Links to what was bought: good for five minutes, for one person, as long as it is theirs, and counted."""

from datetime import timedelta

import pytest

from market.flows.demo import pay_demo, place_demo
from market.orders.downloads import GrantRevoked, LinkIsOver, fetch, make_link
from market.orders.granting import revoke_grants
from market.orders.models import Download, Grant
from market.orders.queries import delivered
from project.base import clock
from project.base.errors import NotFound
from tests.market.people import ada, ben, cyd, product, release, tier, tier_of

pytestmark = pytest.mark.django_db


def bought() -> Grant:
    sold = product(ada(), files={"heron.txt": b"heron"})
    order = place_demo(ben(), [tier_of(sold)], key="downloads", now=clock.now())
    pay_demo(order, clock.now())
    return Grant.objects.get()


def link(grant: Grant) -> str:
    return make_link(grant=grant, file=delivered(grant).files[0], person_id=ben().pk, now=clock.now())


def test_a_link_opens_its_file_and_is_counted() -> None:
    grant = bought()

    for _time in range(2):
        got = fetch(token=link(grant), person_id=ben().pk, address="192.0.2.7", now=clock.now())

    assert got.file.name == "heron.txt"
    assert delivered(grant).fetched[got.file.pk][0] == 2
    assert "192.0.2.7" not in Download.objects.all()[0].address_digest


@pytest.mark.parametrize("apart", [301, -60])
def test_after_five_minutes_it_opens_nothing(apart: int) -> None:
    grant = bought()

    with pytest.raises(LinkIsOver):
        fetch(token=link(grant), person_id=ben().pk, now=clock.now() + timedelta(seconds=apart))
    assert Download.objects.count() == 0


def test_it_opens_nothing_for_anybody_else_nor_when_it_was_changed() -> None:
    grant = bought()
    token = link(grant)

    for one, person in ((token, cyd()), (token[:-1] + "A", ben()), ("nonsense", ben()), (f"x{token}", ben())):
        with pytest.raises(NotFound):
            fetch(token=one, person_id=person.pk, now=clock.now())
    with pytest.raises(NotFound):
        make_link(grant=grant, file=delivered(grant).files[0], person_id=cyd().pk, now=clock.now())
    assert Download.objects.count() == 0


def test_what_was_taken_back_is_refused_also_by_links_made_before() -> None:
    grant = bought()
    token = link(grant)
    revoke_grants([grant.line_id], because="refunded", now=clock.now())

    with pytest.raises(GrantRevoked):
        fetch(token=token, person_id=ben().pk, now=clock.now())
    grant.refresh_from_db()
    assert delivered(grant).files == []
    assert delivered(grant).content is None


def test_files_of_another_tier_are_not_given() -> None:
    grant = bought()
    sold = grant.product
    large = tier(sold, name="Large", prices={"USD": 5000})
    version = release(sold, files={"common.txt": b"1", "large.txt": b"2"})
    version.files.get(name="large.txt").tiers.add(large)

    assert [file.name for file in delivered(grant).files] == ["common.txt"]
    with pytest.raises(NotFound):
        make_link(grant=grant, file=version.files.get(name="large.txt"), person_id=ben().pk, now=clock.now())

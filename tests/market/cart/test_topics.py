"""A cart is told whole, in one frame, and to nobody but whom it belongs to."""

import json

import pytest

from market.cart import actions
from market.cart.topics import CART
from project.accounts.models import User
from project.accounts.visitors import Visitor, member_as_visitor
from project.base import clock
from realtime.models import EventRow
from realtime.topics import NoSuchTopic
from tests.market import people
from tests.market.cart.shelf import put

pytestmark = pytest.mark.django_db
FRAME = 32 * 1024


def test_only_its_owner_may_listen_to_a_cart_guest_or_member() -> None:
    ben, cyd, gil = people.ben(), people.cyd(), User.objects.create_guest(name="")
    guest = Visitor(person_id=gil.pk, public_id=gil.public_id)

    assert CART.admits(people.visitor(ben), ben.public_id)
    assert CART.admits(guest, gil.public_id)
    assert not CART.admits(people.visitor(cyd), ben.public_id)
    assert not CART.admits(guest, ben.public_id)
    assert not CART.admits(Visitor(), ben.public_id)


def test_a_program_needs_the_scope() -> None:
    ben = people.ben()

    for scopes, may in ((frozenset({"cart:read"}), True), (frozenset({"cart:write"}), False)):
        visitor = member_as_visitor(ben, session_key="key:x", scopes=scopes)
        assert CART.admits(visitor, ben.public_id) is may


def test_a_cart_of_nobody_is_no_topic() -> None:
    with pytest.raises(NoSuchTopic):
        CART.snapshot("usr_nobody")


def test_fifty_lines_with_the_longest_names_are_told_in_one_frame() -> None:
    ben = people.ben()
    made = people.product(people.ada(), title="鶴" * 120, price_minor=99_999_999)
    for _number in range(50):
        tier = people.tier(made, name="港" * 60, prices={"USD": 99_999_999})
        actions.add(person_id=ben.pk, tier_id=tier.public_id, now=clock.now())

    frame = EventRow.objects.order_by("-pk")[0].frame

    assert len(json.loads(frame)["data"]["lines"]) == 50
    assert len(frame.encode()) < FRAME * 0.9


def test_what_is_told_names_no_person_and_no_content() -> None:
    ben = people.ben()
    put(ben, people.product(people.ada()))

    told = json.dumps(CART.snapshot(ben.public_id))

    assert people.SECRET not in told
    assert "example.org" not in told
    assert ben.public_id not in told


def test_each_change_is_told_with_a_higher_version() -> None:
    ben, heron = people.ben(), people.product(people.ada(), most=5)
    line = put(ben, heron)
    actions.set_quantity(person_id=ben.pk, line_id=line, quantity=3, now=clock.now())
    actions.remove(person_id=ben.pk, line_id=line, now=clock.now())

    frames = (
        EventRow.objects.filter(topic__name=f"cart.{ben.public_id}").order_by("seq").values_list("frame", flat=True)
    )
    values = [json.loads(frame)["data"] for frame in frames]

    assert [(value["version"], value["quantity"]) for value in values] == [(1, 1), (2, 3), (3, 0)]

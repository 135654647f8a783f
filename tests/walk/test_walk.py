"""Every address, operation and topic, tried by everybody with Ada's things in hand."""

import logging
from collections.abc import Iterable, Iterator

import pytest

from project.accounts.tokens.scopes import PERSON, scope_names
from realtime.topics import registered
from tests.walk import claims
from tests.walk.addresses import addresses
from tests.walk.bodies import document
from tests.walk.world import World, make_world

pytestmark = pytest.mark.django_db
PROBES = frozenset({"log", "gauge", "secret"})


def assert_none(faults: Iterable[str]) -> None:
    """All that is wrong, at once."""
    found = list(faults)
    assert found == [], "\n".join(["", *found])


@pytest.fixture
def world() -> Iterator[World]:
    """Ada's things, and the people who would like to have them; refusals need not be logged here."""
    logging.disable(logging.WARNING)
    yield make_world()
    logging.disable(logging.NOTSET)


def test_every_address_says_who_may_come_and_the_walk_knows_its_way() -> None:
    assert_none(claims.undeclared(addresses()))


def test_every_scope_that_is_asked_for_can_be_given() -> None:
    asked = {one.access.scope for one in addresses() if one.access is not None and one.access.scope}

    assert asked - scope_names() - {PERSON} == set()


def test_every_operation_that_is_described_is_walked_and_the_other_way_round() -> None:
    described = {(method.upper(), path) for path, said in document()["paths"].items() for method in said}

    walked = {(one.method, "/" + one.route.replace("<", "{").replace(">", "}")) for one in addresses() if one.operation}

    assert described == walked


def test_strangers_are_refused_everywhere_and_nothing_happens(world: World) -> None:
    assert_none(claims.strangers_get_in(world, addresses()))


def test_the_owner_gets_to_what_is_hers(world: World) -> None:
    assert_none(claims.owner_is_kept_out(world, addresses()))


def test_a_cookie_alone_changes_nothing_anywhere(world: World) -> None:
    assert_none(claims.cookies_alone_suffice(world, addresses()))


def test_a_key_without_scopes_opens_nothing_of_its_person(world: World) -> None:
    assert_none(claims.keys_open_too_much(world, addresses()))


def test_topics_that_are_not_public_admit_their_people_alone(world: World) -> None:
    kinds = [kind for kind in registered() if kind.name not in PROBES]

    assert_none(claims.topics_open_too_much(world, kinds, scope_names()))

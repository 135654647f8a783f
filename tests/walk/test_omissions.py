"""What somebody may forget about an address or a topic is found by the walk: it would notice."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.test import override_settings

from realtime.topics import Kind, Mode
from tests.walk import claims
from tests.walk.addresses import Address, addresses
from tests.walk.test_walk import world
from tests.walk.world import World

pytestmark = pytest.mark.django_db
PROBES = "tests.walk.probe_urls"
__all__ = ["world"]
type Claim = Callable[[World, Iterable[Address]], Iterator[str]]


def noticed(claim: Claim, world: World, part: str) -> list[str]:
    """What the claim says of the one probe whose address ends so."""
    probes = [one for one in addresses(PROBES) if one.route.endswith(part)]
    assert probes
    with override_settings(ROOT_URLCONF=PROBES):
        return list(claim(world, probes))


def test_an_address_at_which_nothing_is_said_is_found() -> None:
    found = claims.undeclared(addresses(PROBES))

    assert "/forgotten/: say @access(...) at it, or in tests/walk/third_party.py why not" in found
    assert "/api/boards/forgotten: say @access(...) at it, or in tests/walk/third_party.py why not" in found


def test_an_object_of_which_the_walk_has_none_is_found() -> None:
    assert "/vaults/<str:vault>/: tests/walk/samples.py has no vaults.vault" in claims.undeclared(addresses(PROBES))


@pytest.mark.parametrize(
    ("claim", "part", "words"),
    [
        (claims.strangers_get_in, "/open/", "GET /boards/<slug:slug>/open/ as Cyd: 200 : should have been refused"),
        (claims.strangers_get_in, "written/", "as guest: 200  and changed accounts_user: reading changed something"),
        (claims.strangers_get_in, "/late/", "POST /boards/<slug:slug>/late/ as Cyd: 403  and changed accounts_user"),
        (claims.strangers_get_in, "broken/", "GET /broken/ as guest: 500 : broke"),
        (claims.strangers_get_in, "/unscoped", "as guest: 200 : should have been refused"),
        (claims.owner_is_kept_out, "/closed/", "GET /boards/<slug:slug>/closed/ as Ada: 404 : is open to her"),
        (claims.cookies_alone_suffice, "exempt/", "POST /exempt/ as Ada without the page's token: 200 : a page of"),
        (claims.keys_open_too_much, "/unscoped", "as program: 200 : no scope of this key says so"),
    ],
)
def test_a_door_left_open_is_found(world: World, claim: Claim, part: str, words: str) -> None:
    assert words in "\n".join(noticed(claim, world, part))


def test_a_kind_of_topic_that_admits_too_many_is_found(world: World) -> None:
    open_kinds = [
        Kind(name="table", mode=Mode.LATEST, may_join=lambda visitor, key: True, snapshot=lambda key: {}),
        Kind(name="vault", mode=Mode.LATEST, may_join=lambda visitor, key: True, snapshot=lambda key: {}),
        Kind(name="inbox", mode=Mode.LOG, may_join=lambda visitor, key: False, snapshot=lambda key: {}, scope="x:y"),
    ]

    found = "\n".join(claims.topics_open_too_much(world, open_kinds, frozenset()))

    assert "topic table: heard by ['Ada', 'Cyd', 'admin', 'guest', 'named guest', 'staff']" in found
    assert "topic vault: TOPICS in samples.py does not say who may listen" in found
    assert "topic inbox: heard by [], and meant for ['Ada']" in found
    assert "no key could ever hold its scope 'x:y'" in found

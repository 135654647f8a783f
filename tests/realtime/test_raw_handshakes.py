"""Handshakes that are slow, broken or forged: none is let in, none keeps others out."""

import time
from contextlib import ExitStack

import httpx
import pytest

from tests.realtime.raw import Wire, as_request, close_frame, handshake
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

EVIL = "http://evil.example"
FORGED = {
    "space before a colon": "Cookie : a=b",
    "line feed alone inside a header": "X-A: b\nOrigin: " + EVIL,
    "carriage return alone inside a header": "X-A: b\rOrigin: " + EVIL,
    "null byte": "X-A: b\0c",
    "no colon": "nonsense",
    "another origin after ours": f"Origin: {EVIL}",
    "another host after ours": "Host: evil.example",
    "two ways to say how long": "Content-Length: 5\r\nTransfer-Encoding: chunked",
}


def assert_converses(site: Site, key: str) -> None:
    with Speaker(site) as ada:
        assert ada.subscribe(f"log.{key}")["type"] == "subscribed"


def open_sockets(site: Site) -> int:
    """How many sockets the process says it has."""
    return int(httpx.get(f"{site.url}/api/health").json()["realtime"]["sockets"])


def wait_for_sockets(site: Site, count: int, *, seconds: float) -> int:
    """How many there are once there are `count`, or when time is up."""
    deadline = time.monotonic() + seconds
    while (found := open_sockets(site)) != count and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


@pytest.mark.parametrize(
    "change",
    [
        {"Sec_WebSocket_Key": None},
        {"Sec_WebSocket_Key": "short"},
        {"Sec_WebSocket_Version": None},
        {"Sec_WebSocket_Version": "12"},
        {"Upgrade": "h2c"},
        {"Connection": "close"},
        {"Host": None},
        {"Host": "evil.example", "Origin": EVIL},
        {"Origin": "HTTP://LOCALHOST"},
    ],
)
def test_a_wrong_handshake_opens_nothing(site: Site, key: str, change: dict[str, str | None]) -> None:
    with Wire(site) as wire:
        assert wire.shake_hands(as_request(handshake(site, **change))) in {400, 403, 404, 426}
    assert_converses(site, key)


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_head_opens_nothing(site: Site, key: str, case: str) -> None:
    with Wire(site) as wire:
        assert wire.shake_hands(as_request([*handshake(site), FORGED[case]])) in {400, 403}
    assert_converses(site, key)


def test_an_origin_that_is_said_twice_is_refused_even_when_both_are_ours(site: Site) -> None:
    with Wire(site) as wire:
        assert wire.shake_hands(as_request([*handshake(site), f"origin: {site.url}"])) in {400, 403}


def test_an_origin_hidden_behind_a_space_does_not_count(site: Site) -> None:
    with Wire(site) as wire:
        assert wire.shake_hands(as_request([*handshake(site, Origin=None), f"Origin : {site.url}"])) == 400


@pytest.mark.parametrize("lines", [["X: " + "y" * 100_000], [f"X-{number}: y" for number in range(2000)]])
def test_a_head_beyond_all_measure_is_answered_or_dropped_at_once(site: Site, key: str, lines: list[str]) -> None:
    with Wire(site) as wire:
        assert wire.shake_hands(as_request([*handshake(site), *lines])) in {0, 400, 431}
        assert wire.ended()
    assert_converses(site, key)


def test_a_body_with_the_handshake_is_not_waited_for_on_uvicorn(direct: Site, key: str) -> None:
    with Wire(direct) as wire:
        assert wire.shake_hands(as_request([*handshake(direct), "Content-Length: 5"])) in {0, 400}
        assert wire.ended()
    assert_converses(direct, key)


@pytest.mark.parametrize("path", ["/", "/rt/", "/rt/../rt", "/other", "/healthz"])
def test_a_socket_at_another_address_is_refused(site: Site, path: str) -> None:
    with Wire(site) as wire:
        assert wire.shake_hands(as_request(handshake(site), path=path)) == 403


# Slow and silent ones


def test_two_hundred_half_handshakes_hold_no_socket_and_keep_nobody_out(site: Site, key: str) -> None:
    before = wait_for_sockets(site, 0, seconds=5)
    half = as_request(handshake(site))[:-20]
    with ExitStack() as crowd:
        wires = [crowd.enter_context(Wire(site)) for _ in range(200)]
        for number, wire in enumerate(wires):
            wire.send(half[: number * len(half) // 200])

        assert open_sockets(site) == before
        assert_converses(site, key)


def test_a_handshake_that_drips_is_served_when_it_is_complete_and_no_sooner(site: Site) -> None:
    request = as_request(handshake(site))
    with Wire(site) as wire:
        for start in range(0, len(request), 7):
            assert wire.buffer == b""
            wire.send(request[start : start + 7])
            time.sleep(0.005)

        assert wire.status() == 101
        assert wire.hear("welcome")["user"] is None


def test_a_client_that_vanished_without_a_word_is_forgotten(hurried: Site) -> None:
    wait_for_sockets(hurried, 0, seconds=5)
    with Wire(hurried) as wire:
        assert wire.shake_hands() == 101
        wire.hear("welcome")
        assert open_sockets(hurried) == 1

        assert wait_for_sockets(hurried, 0, seconds=30) == 0


def test_a_connection_that_is_cut_is_forgotten_at_once(site: Site) -> None:
    before = wait_for_sockets(site, 0, seconds=5)
    with Wire(site) as wire:
        assert wire.shake_hands() == 101
        wire.hear("welcome")
        assert open_sockets(site) == before + 1

    assert wait_for_sockets(site, before, seconds=5) == before


def test_a_visitor_who_leaves_during_the_welcome_is_forgotten(site: Site) -> None:
    before = wait_for_sockets(site, 0, seconds=5)
    for _ in range(30):
        with Wire(site) as wire:
            wire.send(as_request(handshake(site)) + close_frame(1000))

    assert wait_for_sockets(site, before, seconds=8) == before

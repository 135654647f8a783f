"""Frames right and wrong, bit by bit: each ends as RFC 6455 says, and the process lives to serve the next visitor."""

import json
from collections.abc import Iterator

import pytest

from tests.realtime.raw import CLOSE, CONT, PING, TEXT, Wire, close_frame, frame
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

GARBLED = b'{"type":"\xc3\x28"}'
BROKEN = {
    "continuation without start": (1002, [frame(CONT, b"x")]),
    "new message inside a message": (1002, [frame(TEXT, b"x", fin=False), frame(TEXT, b"y")]),
    "first reserved bit": (1002, [frame(TEXT, b"{}", rsv=4)]),
    "second reserved bit": (1002, [frame(TEXT, b"{}", rsv=2)]),
    "third reserved bit": (1002, [frame(TEXT, b"{}", rsv=1)]),
    "reserved data opcode": (1002, [frame(3)]),
    "reserved control opcode": (1002, [frame(11)]),
    "unmasked": (1002, [frame(TEXT, b"{}", masked=False)]),
    "ping of 126 bytes": (1002, [frame(PING, b"x" * 126)]),
    "close of 126 bytes": (1002, [close_frame(1000, b"x" * 124)]),
    "ping in fragments": (1002, [frame(PING, b"x", fin=False)]),
    "bad UTF-8": (1007, [frame(TEXT, GARBLED)]),
    "bad UTF-8 over two fragments": (1007, [frame(TEXT, GARBLED[:10], fin=False), frame(CONT, GARBLED[10:])]),
    "UTF-8 that ends too early": (1007, [frame(TEXT, b'{"type":"\xe2\x82')]),
    "half of a surrogate pair": (1007, [frame(TEXT, b'"\xed\xa0\x80"')]),
    "length beyond all memory": (1009, [b"\x81\xff" + b"\x7f" + b"\xff" * 7 + bytes(4)]),
    "length with the highest bit": (1009, [b"\x81\xff" + b"\xff" * 8 + bytes(4)]),
    "close of one byte": (1002, [frame(CLOSE, b"\x03")]),
    "close with 999": (1002, [close_frame(999)]),
    "close with 1005, which is never sent": (1002, [close_frame(1005)]),
    "close with 1016": (1002, [close_frame(1016)]),
    "close with 2999": (1002, [close_frame(2999)]),
    "close with 5000": (1002, [close_frame(5000)]),
    "close with a reason in bad UTF-8": (1007, [close_frame(1000, b"\xc3\x28")]),
}


def opened(site: Site) -> Wire:
    """A wire whose hands are shaken and who was welcomed."""
    wire = Wire(site).__enter__()
    assert wire.shake_hands() == 101
    wire.hear("welcome")
    return wire


def assert_converses(site: Site, key: str) -> None:
    """Others are served as if nothing had happened."""
    with Speaker(site) as ada:
        assert ada.subscribe(f"log.{key}")["snapshot"] == {"values": [], "total": 0}


@pytest.fixture
def subscription(key: str) -> bytes:
    """A request in more bytes than one."""
    request = {"type": "subscribe", "id": 1, "topic": f"log.{key}", "filler": "ü€🏀"}
    return json.dumps(request, ensure_ascii=False).encode()


def pieces(message: bytes, count: int) -> Iterator[bytes]:
    """The message as frames of about the same size, cut wherever it falls, also inside a character."""
    size = -(-len(message) // count)
    for number in range(count):
        part = message[number * size : (number + 1) * size]
        yield frame(CONT if number else TEXT, part, fin=number == count - 1)


@pytest.mark.parametrize("count", [1, 2, 3, 60])
def test_a_message_in_fragments_is_understood(site: Site, subscription: bytes, count: int) -> None:
    with opened(site) as wire:
        for piece in pieces(subscription, count):
            wire.send(piece)

        assert wire.hear("subscribed")["id"] == 1


def test_a_message_that_arrives_byte_by_byte_is_understood(site: Site, subscription: bytes) -> None:
    with opened(site) as wire:
        for byte in frame(TEXT, subscription):
            wire.send(bytes((byte,)))

        assert wire.hear("subscribed")["id"] == 1


def test_a_ping_between_fragments_is_answered_and_harms_nothing(site: Site, subscription: bytes) -> None:
    with opened(site) as wire:
        first, second, third = pieces(subscription, 3)
        wire.send(first + frame(PING, b"between") + second)
        assert wire.hear_pong() == b"between"
        wire.send(third)

        assert wire.hear("subscribed")["id"] == 1


def test_a_ping_as_large_as_can_be_is_answered(site: Site) -> None:
    with opened(site) as wire:
        wire.send(frame(PING, b"x" * 125))

        assert wire.hear_pong() == b"x" * 125


def test_a_flood_of_pings_is_answered_and_others_are_served(site: Site, key: str) -> None:
    with opened(site) as wire:
        for number in range(20):
            wire.send(frame(PING, b"%d" % number) * 100)
            pongs = [wire.hear_pong() for _ in range(100)]
            assert pongs == [b"%d" % number] * 100
        assert_converses(site, key)


@pytest.mark.parametrize("case", BROKEN)
def test_uvicorn_closes_with_the_code_for_what_was_wrong(direct: Site, key: str, case: str) -> None:
    code, frames = BROKEN[case]
    with opened(direct) as wire:
        for broken in frames:
            wire.send(broken)

        assert wire.ending() == code
        assert wire.ended()
    assert_converses(direct, key)


@pytest.mark.parametrize("case", BROKEN)
def test_daphne_drops_the_connection_for_what_was_wrong(plain: Site, key: str, case: str) -> None:
    with opened(plain) as wire:
        for broken in BROKEN[case][1]:
            wire.send(broken)

        assert wire.ending() is None
    assert_converses(plain, key)


@pytest.mark.parametrize("sizes", [(70_000,), (40_000, 40_000)])
def test_uvicorn_reads_no_message_beyond_its_cap(direct: Site, key: str, sizes: tuple[int, ...]) -> None:
    with opened(direct) as wire:
        for number, size in enumerate(sizes, 1):
            wire.send(frame(CONT if number > 1 else TEXT, b"x" * size, fin=number == len(sizes)))

        assert wire.ending() == 1009
    assert_converses(direct, key)


def test_daphne_drops_who_sends_a_message_beyond_its_cap(plain: Site, key: str) -> None:
    with opened(plain) as wire:
        wire.send(b"\x81\xff" + (2_000_000).to_bytes(8) + bytes(4))

        assert wire.ending() is None
    assert_converses(plain, key)


@pytest.mark.parametrize("count", [1, 3])
def test_a_message_within_the_servers_cap_and_beyond_ours_ends_with_4009(site: Site, key: str, count: int) -> None:
    with opened(site) as wire:
        for piece in pieces(b"x" * 30_000, count):
            wire.send(piece)

        assert wire.hear("bye")["code"] == 4009
        assert wire.ending() == 4009
    assert_converses(site, key)


@pytest.mark.parametrize(
    "goodbye",
    [frame(CLOSE), close_frame(1000, b"done"), close_frame(3000), close_frame(4999)],
    ids=["empty", "1000", "3000", "4999"],
)
def test_a_clients_close_is_answered_and_the_connection_ends(site: Site, goodbye: bytes) -> None:
    with opened(site) as wire:
        wire.send(goodbye)

        assert wire.ending() in {1000, 1005, 3000, 4999}
        assert wire.ended()


def test_what_follows_a_close_is_not_carried_out(site: Site, subscription: bytes) -> None:
    with opened(site) as wire:
        wire.send(close_frame(1000) + frame(TEXT, subscription))

        assert wire.next_frame()[0] == CLOSE
        assert wire.ended()
        assert b"subscribed" not in wire.buffer

"""The bytes of our own framing: as RFC 6455 §5.2 wants them, and readable again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from realtime.hub.wire import from_wire, to_wire

TEXTS = st.text(st.characters(codec="utf-8"))


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (0, "8100"),
        (1, "8101"),
        (125, "817d"),
        (126, "817e007e"),
        (127, "817e007f"),
        (65535, "817effff"),
        (65536, "817f0000000000010000"),
    ],
)
def test_the_header_says_the_size_in_the_shortest_form(size: int, head: str) -> None:
    wire = to_wire(["x" * size])

    assert wire == bytes.fromhex(head) + b"x" * size
    assert from_wire(wire) == ("x" * size,)


def test_sizes_are_counted_in_bytes_not_in_characters() -> None:
    assert to_wire(["€" * 42])[:4] == bytes.fromhex("817e007e")


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=8))
def test_frames_in_a_run_of_bytes_come_out_as_they_went_in(frames: list[str]) -> None:
    assert from_wire(to_wire(frames)) == tuple(frames)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_runs_can_be_put_together(first: list[str], second: list[str]) -> None:
    assert to_wire(first) + to_wire(second) == to_wire([*first, *second])


@settings(deadline=None)
@given(st.one_of(TEXTS, st.integers(0, 70_000).map("x".__mul__)))
def test_a_frame_is_what_another_library_would_send(text: str) -> None:
    frame = Frame(Opcode.TEXT, text.encode())

    assert to_wire([text]) == frame.serialize(mask=False)

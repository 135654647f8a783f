"""Whatever a client says is either one well-formed request or a `BadFrame`, never an accident."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from realtime.hub.answers import error
from realtime.hub.protocol import SHAPES, BadFrame, Request, parse
from realtime.hub.questions import Since

ATOMS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8))
JSON = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
FIELDS = ["id", "topic", "since", "name", "data", "count", "ticket", "other"]
NEARLY = st.builds(
    lambda kind, fields: {"type": kind, **fields},
    st.one_of(st.sampled_from(sorted(SHAPES)), JSON),
    st.dictionaries(st.sampled_from(FIELDS), st.one_of(JSON, st.just({"epoch": "1.1", "seq": 1}), st.just("log.a"))),
)


def parsed(text: str) -> Request | None:
    """The request, None when it is refused; anything else is a failure of the test."""
    try:
        return parse(text)
    except BadFrame as refused:
        refusal = refused
    assert refusal.reply_to is None or 0 <= refusal.reply_to < 2**53
    assert refusal.code in {"bad_frame", "unknown_type"}
    assert error(refusal.reply_to, refusal.code, str(refusal)).startswith('{"type":"error","id":')
    return None


@settings(deadline=None)
@given(st.text())
@example("")
@example("[" * 10_000)
@example('{"type":' * 10_000)
@example('{"type":"subscribe","id":1e400}')
@example('{"type":"\\ud800"}')
@example('{"type":"pong","id":' + "9" * 5000 + "}")
def test_no_text_can_do_more_than_be_refused(text: str) -> None:
    parsed(text)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_no_json_can_do_more_than_be_refused(value: Any) -> None:
    parsed(json.dumps(value))


@settings(max_examples=500, deadline=None)
@given(NEARLY)
def test_what_is_nearly_a_request_is_one_or_is_refused(value: dict[str, Any]) -> None:
    request = parsed(json.dumps(value))

    if request is not None:
        assert request.type in SHAPES
        assert isinstance(request.topic, str)
        assert len(request.topic) <= 100
        assert request.since is None or 0 <= request.since.seq < 2**53
        assert request.count >= 0


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ('{"type":"pong"}', Request("pong")),
        ('{"type":"ack","count":7}', Request("ack", count=7)),
        ('{"type":"subscribe","id":1,"topic":"log.a","since":null}', Request("subscribe", 1, "log.a")),
        (
            '{"type":"subscribe","id":1,"topic":"log.a","since":{"epoch":"1.1","seq":4}}',
            Request("subscribe", 1, "log.a", Since("1.1", 4)),
        ),
        (
            '{"type":"signal","topic":"log.a","name":"wave","data":[1]}',
            Request("signal", topic="log.a", name="wave", data=[1]),
        ),
        ('{"type":"authenticate","id":1,"ticket":"t"}', Request("authenticate", 1, ticket="t")),
    ],
)
def test_each_request_is_understood(text: str, request_: Request) -> None:
    assert parse(text) == request_


@pytest.mark.parametrize("number", ["true", "-1", "1.0", '"1"', str(2**53)])
def test_only_whole_numbers_are_positions_and_ids(number: str) -> None:
    for text in (
        f'{{"type":"pong","id":{number}}}',
        f'{{"type":"subscribe","id":1,"topic":"log.a","since":{{"epoch":"e","seq":{number}}}}}',
    ):
        with pytest.raises(BadFrame):
            parse(text)


def test_a_refusal_names_the_request_it_refuses() -> None:
    with pytest.raises(BadFrame) as refused:
        parse('{"type":"subscribe","id":41,"topic":""}')

    assert (refused.value.reply_to, refused.value.code) == (41, "bad_frame")


def test_a_refusal_repeats_little_of_what_it_was_sent() -> None:
    with pytest.raises(BadFrame) as refused:
        parse(json.dumps({"type": "x" * 10_000}))

    assert len(str(refused.value)) <= 40

"""Bodies are read as I-JSON: what two readers could understand differently is refused, and said why."""

import pytest

from project.base.ijson import MOST_LEVELS, BodyNotJson, InvalidInput, read_json


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -1e999}',
        b'{"a": 1, "a": 2}',
        b'[{"b": {"a": 1, "a": 1}}]',
        b'{"a": "\xff"}',
        b'{"a": "\\ud800"}',
        b'{"a": "\ttab"}',
        b'\xef\xbb\xbf{"a": 1}',
        '{"a": 1}'.encode("utf-16"),
        b"[" * 100_000,
        b"[" * (MOST_LEVELS + 1) + b"]" * (MOST_LEVELS + 1),
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b"9" * 100_000,
    ],
    ids=lambda body: body[:12].decode("latin-1").encode("unicode_escape").decode() or "nothing",
)
def test_body_that_readers_disagree_about_is_refused(body: bytes) -> None:
    with pytest.raises(BodyNotJson) as refused:
        read_json(body)

    assert refused.value.status == 400


@pytest.mark.parametrize("number", ["9007199254740992", "-9007199254740992", "1" + "0" * 300])
def test_number_that_a_reader_would_change_is_refused_with_its_field(number: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_json(f'{{"a": [{{"b": {number}}}]}}'.encode())

    assert list(refused.value.extra) == ["a.0.b"]


@pytest.mark.parametrize(
    ("body", "field"),
    [('"\\u0000"', "body"), ('{"a": ["x", "a\\u0000b"]}', "a.1"), ('{"a": {"b\\u0000": 1}}', "a.b")],
)
def test_text_that_cannot_be_kept_is_refused_with_its_field(body: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_json(body.encode())

    assert list(refused.value.extra) == [field]


def test_what_all_readers_understand_alike_is_read() -> None:
    deepest = b"[" * MOST_LEVELS + b"]" * MOST_LEVELS

    assert read_json(b'{"a": [1, -2.5e3, "\\ud83d\\ude00", null, true], "\xc3\xa9": 9007199254740991}') == {
        "a": [1, -2500.0, "😀", None, True],
        "é": 9007199254740991,
    }
    assert read_json(deepest) is not None

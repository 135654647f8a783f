"""Claims about invisible characters: none hides, reorders or piles up, and emoji and scripts stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base.visible import MOST_MARKS, visible, visible_line


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("gpj\u202e.exe", "gpj.exe"),
        ("a\u2066b\u2069\u200e", "ab"),
        ("fu\u200bck f\u200du\u00adck", "fuck fuck"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("nul\x00 bell\x07 tab\t", "nul bell tab\t"),
        ("x\U000e0041\U000e0042", "x"),
        ("\ud800x", "x"),
        ("z" + "\u0301" * 30, "z" + "\u0301" * MOST_MARKS),
    ],
)
def test_tricks_are_taken_out(typed: str, shown: str) -> None:
    assert visible(typed) == shown


@pytest.mark.parametrize(
    "text",
    ["👨‍👩‍👧‍👦", "👍🏽", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "#️⃣", "می‌خواهم", "क्‍ष", "שָׁלוֹם", "ที่นี่", "Ünï", "日本"],
)
def test_what_means_something_stays(text: str) -> None:
    assert visible(text) == text


@given(st.text())
def test_looking_twice_changes_nothing(text: str) -> None:
    once = visible(text)

    assert visible(once) == once
    assert len(once) <= len(text)


def test_a_line_is_one_line() -> None:
    assert visible_line(" a\n\tb \u200b c ") == "a b c"

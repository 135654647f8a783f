"""Claims about snippets: the words that were looked for stand out, and nothing else is HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.chat.text.snippets import LONGEST, snippet


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("What a goal!", "What a <mark>goal</mark>!"),
        ("GOAL, Goals and goal.", "<mark>GOAL</mark>, Goals and <mark>goal</mark>."),
        ("a\n\nbéante  Bé", "a <mark>béante</mark> <mark>Bé</mark>"),
        ("<goal> & <b>", "&lt;<mark>goal</mark>&gt; &amp; &lt;b&gt;"),
        ("nothing", "nothing"),
        ("", ""),
    ],
)
def test_words_stand_out(text: str, shown: str) -> None:
    assert snippet(text, whole={"goal"}, begun={"be"}) == shown


def test_long_text_is_cut_around_the_first_word_that_fits() -> None:
    shown = snippet("before " * 100 + "goal " + "after " * 100, whole={"goal"}, begun=())

    assert re.fullmatch(r"… (before )+<mark>goal</mark> (after )+\w* …", shown)
    assert len(shown) <= LONGEST + len("… <mark></mark> …")


@given(st.text(alphabet="go al<>&\"'/mrk\n\u0301é🏀", max_size=400))
def test_nothing_but_marks_is_html(text: str) -> None:
    shown = snippet(text, whole={"go", "<"}, begun={"a"})

    bare = re.sub(r"</?mark>", "", shown)
    assert not set(bare) & set("<>\"'")
    assert shown.count("<mark>") == shown.count("</mark>")
    assert len(re.sub(r"&[a-z0-9#]+;", "x", bare)) <= LONGEST + 4

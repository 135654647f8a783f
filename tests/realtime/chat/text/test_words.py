"""Claims about the word filter: whole words in disguise are found, innocent ones are not."""

import pytest

from realtime.chat.text.words import forbidden_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("What a SCUM!", "scum"),
        ("Śçüm", "scum"),
        ("s\u0441um \u0455cum", "scum"),
        ("5cum $cum", "scum"),
        ("ｓｃｕｍ", "scum"),
        ("buy FREE   money.", "free money"),
        ("@dolf", "adolf"),
        ("@scum", "scum"),
        ("今日はバカだ", "バカ"),
        ("straße", "STRASSE"),
    ],
)
def test_forbidden_word_is_found_in_disguise(text: str, word: str) -> None:
    assert forbidden_word(text, ["other", word]) == word


@pytest.mark.parametrize(
    ("text", "word"), [("class", "ass"), ("scummy", "scum"), ("free the money", "free money"), ("50", "so"), ("x", " ")]
)
def test_innocent_words_pass(text: str, word: str) -> None:
    assert forbidden_word(text, [word]) is None

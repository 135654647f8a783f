"""Claims about kinds and names of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.chat.files.kinds import KINDS, fits, kind_of
from realtime.chat.files.names import LONGEST_NAME, clean_name


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.exe", "a.pdf.js", "a", "", ".png", "a.", "a.pdf.", "a.htm", "a.xml"]
)
def test_unlisted_endings_are_of_no_kind(name: str) -> None:
    assert kind_of(name) is None


def test_ending_counts_in_any_case() -> None:
    assert kind_of("Holiday.JPG") is KINDS["jpeg"]


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("pdf", b"%PDF-1.7 ..."),
        ("zip", b"PK\x03\x04..."),
        ("mp3", b"ID3\x04"),
        ("mp3", b"\xff\xfb\x90"),
        ("txt", "Grüße\r\n\tund mehr".encode()),
        ("csv", b"a;b\n1;2\n"),
    ],
)
def test_content_fits_its_kind(ending: str, content: bytes) -> None:
    assert fits(KINDS[ending], [content])


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("pdf", b"<html>%PDF-1.7"),
        ("pdf", b"MZ\x90"),
        ("zip", b"Rar!"),
        ("mp3", b"<svg"),
        ("txt", b"a\x00b"),
        ("txt", b"\xff\xfea\x00"),
        ("md", b"%PDF-1.7\n%\xe2\xe3"),
        ("csv", b"\xc3"),
        ("zip", b""),
    ],
)
def test_other_content_does_not_fit(ending: str, content: bytes) -> None:
    assert not fits(KINDS[ending], [content])


def test_letter_cut_between_two_pieces_is_still_text() -> None:
    assert fits(KINDS["txt"], [b"\xc3", b"\xbc"])


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ada\\plan.pdf", "plan.pdf"),
        ("a\x00b\n.txt", "ab.txt"),
        ("gpj\u202e.pdf", "gpj.pdf"),
        ('<b onclick="x">.txt', "b onclick=x.txt"),
        ("  ..hidden.txt. ", "hidden.txt"),
        ("..", "file"),
        ("", "file"),
        ("...pdf", "pdf"),
        ("Zoë 日本 👍.png", "Zoë 日本 👍.png"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
        ("a." + "b" * 300, ("a." + "b" * 300)[:LONGEST_NAME]),
    ],
)
def test_names_are_cleaned(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text(max_size=300))
def test_any_name_becomes_a_harmless_one(given_name: str) -> None:
    name = clean_name(given_name)

    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\\x00\n\r"<>:|?*\u202e')
    assert not name.startswith(".")

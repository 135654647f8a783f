"""The part of a text in which words were found, as safe HTML with `mark` alone."""

import re
import unicodedata
from collections.abc import Collection

from django.utils.html import escape

WORD = re.compile(r"[^\W_]+|[^\w\s]")
BEFORE, LONGEST = 60, 200


def snippet(text: str, *, whole: Collection[str], begun: Collection[str]) -> str:
    """About two hundred characters around the first word that fits; `begun` words are beginnings of one."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    hits = [found.span() for found in WORD.finditer(line) if _fits(found[0], whole, begun)]
    start = _start(line, hits[0][0] if hits else 0)
    end = min(start + LONGEST, len(line))
    parts, done = ["… " if start else ""], start
    for first, last in hits:
        if start <= first and last <= end:
            parts += [escape(line[done:first]), f"<mark>{escape(line[first:last])}</mark>"]
            done = last
    return "".join([*parts, escape(line[done:end]), " …" if end < len(line) else ""])


def _start(line: str, hit: int) -> int:
    """The beginning of a word a little before the hit."""
    if hit <= BEFORE:
        return 0
    return line.rfind(" ", 0, hit - BEFORE + 1) + 1 if " " in line[hit - 2 * BEFORE : hit - BEFORE + 1] else hit


def _fits(word: str, whole: Collection[str], begun: Collection[str]) -> bool:
    plain = folded(word)
    return plain in whole or any(plain.startswith(beginning) for beginning in begun)


def folded(word: str) -> str:
    """A word in small letters without accents, as the index has it."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))

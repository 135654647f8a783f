"""Text as everybody sees it: what hides, reorders or piles up characters is taken out, line ends are of one kind."""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
FLAG = "\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f"
# Controls, soft hyphens, fillers, direction marks and overrides, variation selectors, tags, lone surrogates.
HIDDEN = re.compile(
    f"({FLAG})"
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Joiners mean something in emoji and in scripts that join; between Latin letters they only split a word unseen.
JOINED = "[\u0600-\u1cff\u2190-\u3163\u3165-\U0003ffff]"
STRAY_JOINER = re.compile(f"(?<!{JOINED})[\u200c\u200d]|[\u200c\u200d](?!{JOINED})")
MOST_MARKS = 4


def visible(text: str) -> str:
    """The text without invisible characters and with few marks on each letter; never longer, and stable."""
    lines = LINE_ENDS.sub("\n", text)
    shown = HIDDEN.sub(lambda found: found[1] or "", lines)
    return _thinned(STRAY_JOINER.sub("", shown))


def visible_line(text: str) -> str:
    """The same on one line, with single spaces: for names and titles."""
    return " ".join(visible(text).split())


def _thinned(text: str) -> str:
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)

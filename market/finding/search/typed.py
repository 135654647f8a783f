"""What was typed, taken apart: words, "phrases", -words that must not be there, and the last word if it is begun.

Pure. Punctuation is no word; `and` and `or` are words like others, for most who type them mean nothing by it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from market.finding.search.wanted import LONGEST

MOST_WORDS = 12
PIECE = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))')
WORD = re.compile(r"[^\W_]+")
# They say nothing of what is looked for, unless nothing else was typed.
EMPTY = frozenset(
    "a an and any are as at be by can do does for from get give good have how i in into is it its me my need no of on "  # noqa: SIM905
    "or our please so some something someone that the their them then there these this those to too up us want we what "
    "when where which who will with without would you your".split()
)


@dataclass(frozen=True, slots=True)
class Typed:
    """Words to be found, phrases (of two words and more), words not wanted; `begun`: the last may go on."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[str, ...] = ()
    begun: bool = False

    @property
    def text(self) -> str:
        """What is wanted, as a text to take a meaning from."""
        return " ".join([*self.words, *(" ".join(phrase) for phrase in self.phrases)])


@lru_cache(maxsize=512)
def read_typed(text: str) -> Typed:
    """What somebody typed into a search box; nothing in it can be wrong."""
    text = normalize("NFKC", text.replace("\x00", " "))[:LONGEST].lower()
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    unwanted: list[str] = []
    last = ""
    for piece in PIECE.finditer(text):
        found = WORD.findall(piece["phrase"] if piece["phrase"] is not None else piece["plain"])
        last = ""
        if piece["no"]:
            unwanted += found
        elif piece["phrase"] is not None and len(found) > 1:
            phrases.append(tuple(found))
        elif found:
            words += found
            last = found[-1] if piece["plain"] else ""
    begun = bool(last) and text.endswith(last)
    return _settled(words[:MOST_WORDS], phrases[:3], unwanted[:MOST_WORDS], begun=begun)


def _settled(words: list[str], phrases: list[tuple[str, ...]], unwanted: list[str], *, begun: bool) -> Typed:
    telling = [word for word in words if word not in EMPTY]
    if not telling and not phrases:
        telling = words
    begun = begun and bool(telling) and telling[-1] == words[-1]
    # Once each, the last where it was typed last.
    kept = list(dict.fromkeys(reversed(telling)))[::-1]
    return Typed(words=tuple(kept), phrases=tuple(phrases), unwanted=tuple(unwanted), begun=begun)

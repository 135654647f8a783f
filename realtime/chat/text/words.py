"""Words that a room does not want, found in spite of case, accents and look-alike letters."""

import re
import unicodedata
from collections.abc import Iterable

LEADING_SIGN = re.compile(r"(?<!\w)[@$]+")
TOKEN = re.compile(r"[@$]?[^\W_]+(?:[@$][^\W_]+)*")
# Scripts that put no space between words: there a forbidden word is looked for inside others.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
SIGNS = str.maketrans("0134578@$", "oieastbas")
LETTERS = str.maketrans(
    "авекмнорстухіѕјԁɡіӏαβεικνορτυχʟɩıł",
    "abekmhopctyxisjdgilabeikvoptuxliil",
)


def forbidden_word(text: str, words: Iterable[str]) -> str | None:
    """The first of these words or phrases that the text contains as a whole, as it was listed; None if clean."""
    # "@name" is looked at as it is and without its sign, which may stand for a letter.
    spoken = _folded(text) + _folded(LEADING_SIGN.sub("", text))
    return next((word for word in words if _contains(spoken, word)), None)


def _contains(spoken: str, word: str) -> bool:
    wanted = _folded(word).strip()
    if not wanted:
        return False
    return wanted in spoken if UNSPACED.search(wanted) else f" {wanted} " in spoken


def _folded(text: str) -> str:
    """Every word between single spaces, in plain small letters."""
    marked = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in marked if not unicodedata.combining(character))
    return f" {' '.join(_letters(token) for token in TOKEN.findall(plain.translate(LETTERS)))} "


def _letters(token: str) -> str:
    # A number is no word: 50 is not "so".
    if not any(character.isalpha() for character in token):
        return token
    return token.translate(SIGNS)

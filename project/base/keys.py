"""Keys for programs: text that carries enough chance, can be told from any other text, and is stored as a digest.

A key reads `brd_`, then 27 characters of base 62 (160 random bits), then 6 more: the CRC-32 of all before them. Secret
scanners find it by `brd_[0-9A-Za-z]{33}` and tell a real one from a look-alike by the checksum.
"""

import re
import secrets
import string
import zlib

from django.conf import settings
from django.utils.crypto import salted_hmac

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
RANDOM, CHECK = 27, 6
FORM = re.compile(rf"[a-z]{{2,8}}_[0-9A-Za-z]{{{RANDOM + CHECK}}}")


def new_key(prefix: str) -> str:
    """A key to be shown once; the prefix says what it opens."""
    begun = f"{prefix}_{''.join(secrets.choice(ALPHABET) for _ in range(RANDOM))}"
    return begun + _checksum(begun)


def is_well_formed(text: str, *, prefix: str) -> bool:
    """Whether this can be a key of ours: typing errors and guesses are known without asking a database."""
    if not FORM.fullmatch(text) or not text.startswith(f"{prefix}_"):
        return False
    return text[-CHECK:] == _checksum(text[:-CHECK])


def digest(text: str) -> str:
    """What is stored of a key: an HMAC under the site's secret."""
    return _digest(text, settings.SECRET_KEY)


def digests(text: str) -> list[str]:
    """What may be stored of a key: under the site's secret, and under those it is changing from."""
    return [_digest(text, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(text: str, secret: str) -> str:
    return salted_hmac("project.base.keys", text, secret=secret, algorithm="sha256").hexdigest()


def _checksum(text: str) -> str:
    number, digits = zlib.crc32(text.encode()), ""
    for _place in range(CHECK):
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits

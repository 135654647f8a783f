"""Public identifiers: a prefix that says what it names, and more than 128 random bits."""

import secrets
import string

ALPHABET = string.digits + string.ascii_letters
LENGTH = 22


def public_id(prefix: str) -> str:
    """A new id such as `usr_4f…`: 22 characters of base 62 carry 130 bits."""
    return f"{prefix}_{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"

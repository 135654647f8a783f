"""Access tokens: short-lived JWTs that say which sign-in they came of; whether that still stands is asked of its row.

HS256 under a key derived from SECRET_KEY: whoever checks a token is who made it, so a public key would have nobody to
be given to, and there is no second algorithm to be confused with. Former secrets are believed while they are rotated.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

ALGORITHM = "HS256"
TYPE = "at+jwt"  # RFC 9068
AUDIENCE = "rialto-api"
LIFE = timedelta(minutes=15)
LONGEST = 1024
DEMANDED = ["iss", "aud", "sub", "iat", "exp", "jti", "fam"]


class TokenIsOver(Exception):
    """We did write this, and its time has passed: nobody guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a good token says: whose it is, and of which family."""

    person: str
    family: str


def write_access(*, person: str, family: str, now: datetime) -> str:
    """An access token for this person's public id and this family, good for fifteen minutes."""
    claims = {
        "iss": issuer(),
        "aud": AUDIENCE,
        "sub": person,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFE).timestamp()),
        "jti": secrets.token_urlsafe(16),
        "fam": family,
    }
    return jwt.encode(claims, _derived(settings.SECRET_KEY), algorithm=ALGORITHM, headers={"typ": TYPE})


def read_access(text: str) -> Claims | None:
    """What the token says; None unless we wrote it for this API. Raises `TokenIsOver`. No database is asked."""
    if len(text) > LONGEST:
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _claims(jwt.decode_complete(text, _derived(secret), algorithms=[ALGORITHM], **_demands()))
        except jwt.InvalidSignatureError:
            continue
        except jwt.ExpiredSignatureError as over:
            raise TokenIsOver from over
        except jwt.PyJWTError:
            return None
    return None


def issuer() -> str:
    """Who signs: the site's own address where it has one."""
    return settings.PUBLIC_URL or "rialto"


def _demands() -> dict[str, Any]:
    return {"audience": AUDIENCE, "issuer": issuer(), "options": {"require": DEMANDED, "strict_aud": True}}


def _claims(token: dict[str, Any]) -> Claims | None:
    person, family = token["payload"]["sub"], token["payload"]["fam"]
    if token["header"].get("typ") != TYPE or not isinstance(family, str):
        return None
    return Claims(person=person, family=family)


@cache
def _derived(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"rialto.access-tokens").derive(secret.encode())

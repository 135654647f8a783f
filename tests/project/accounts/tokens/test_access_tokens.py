"""Access tokens: what we wrote for this API, for now, and nothing that looks like it."""

import base64
import json
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from pytest_django import Settings

from project.accounts.models import User
from project.accounts.tokens import access_tokens
from project.accounts.tokens.access_tokens import (
    AUDIENCE,
    LIFE,
    TYPE,
    Claims,
    TokenIsOver,
    issuer,
    read_access,
    write_access,
)
from project.base import clock
from tests.project.accounts.tokens.cast import key_of, member, showing, tokens_of

pytestmark = pytest.mark.django_db

GOOD = Claims(person="usr_ada", family="fam_1")


def claims(**changed: Any) -> dict[str, Any]:
    now = int(clock.now().timestamp())
    told = {
        "iss": issuer(), "aud": AUDIENCE, "sub": "usr_ada", "iat": now, "exp": now + 900, "jti": "1", "fam": "fam_1",
    }  # fmt: skip
    return {name: value for name, value in {**told, **changed}.items() if value is not None}


def signed(told: dict[str, Any], *, key: Any = None, algorithm: str | None = "HS256", **headers: Any) -> str:
    key = access_tokens._derived(settings.SECRET_KEY) if key is None else key
    return jwt.encode(told, key, algorithm=algorithm, headers={"typ": TYPE, **headers})


def test_own_token_is_read() -> None:
    token = write_access(person="usr_ada", family="fam_1", now=clock.now())

    assert read_access(token) == GOOD
    assert read_access(signed(claims())) == GOOD
    assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "at+jwt"}


def test_token_under_a_former_secret_is_read_while_it_is_rotated(settings: Settings) -> None:
    token = write_access(person="usr_ada", family="fam_1", now=clock.now())
    former, settings.SECRET_KEY = settings.SECRET_KEY, "s" * 50

    assert read_access(token) is None
    settings.SECRET_KEY_FALLBACKS = [former]
    assert read_access(token) == GOOD


def test_token_is_good_for_fifteen_minutes() -> None:
    token = write_access(person="usr_ada", family="fam_1", now=clock.now() - LIFE - timedelta(seconds=1))

    assert timedelta(minutes=15) >= LIFE
    with pytest.raises(TokenIsOver):
        read_access(token)


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another"},
        {"aud": [AUDIENCE, "another"]},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": None},
        {"exp": "soon"},
        {"iat": None},
        {"iat": 99_999_999_999},
        {"nbf": 99_999_999_999},
        {"sub": None},
        {"sub": 7},
        {"jti": None},
        {"fam": None},
        {"fam": 7},
        {"fam": {"$ne": ""}},
    ],
)
def test_token_that_says_anything_else_is_refused(changed: dict[str, Any]) -> None:
    assert read_access(signed(claims(**changed))) is None


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_token_of_another_algorithm_under_our_own_key_is_refused(algorithm: str) -> None:
    key = access_tokens._derived(settings.SECRET_KEY) * 2

    assert read_access(signed(claims(), key=key, algorithm=algorithm)) is None


def test_token_without_a_signature_is_refused() -> None:
    bare = jwt.encode(claims(), key="", algorithm="none", headers={"typ": TYPE})
    head, body, _signature = signed(claims()).split(".")
    swapped = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": TYPE}).encode()).decode().rstrip("=")

    assert read_access(bare) is None
    assert read_access(f"{head}.{body}.") is None
    assert read_access(f"{swapped}.{body}.") is None


def test_key_of_another_kind_does_not_confuse() -> None:
    theirs = Ed25519PrivateKey.generate()

    assert read_access(signed(claims(), key=theirs, algorithm="EdDSA")) is None
    assert read_access(signed(claims(), key=b"x" * 32)) is None
    assert read_access(signed(claims(), key=settings.SECRET_KEY.encode())) is None
    assert read_access(signed(claims(), jwk={"kty": "oct", "k": "AA"}, key=b"\0" * 32)) is None


def test_token_for_another_purpose_is_refused() -> None:
    assert read_access(jwt.encode(claims(), access_tokens._derived(settings.SECRET_KEY), algorithm="HS256")) is None
    assert read_access(signed(claims(), typ="JWT")) is None
    assert read_access(signed(claims(), typ="rt+jwt")) is None


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "a" * 5000, "é.é.é", "x.y"])
def test_text_that_is_no_token_is_refused(text: str) -> None:
    assert read_access(text) is None


def test_changed_letter_is_noticed() -> None:
    head, _body, signature = signed(claims()).split(".")
    other = base64.urlsafe_b64encode(json.dumps(claims(sub="usr_cyd")).encode()).decode().rstrip("=")

    assert read_access(f"{head}.{other}.{signature}") is None


def test_token_of_one_person_with_the_family_of_another_opens_nothing() -> None:
    ada, cyd = member(), member("Cyd")
    issued = tokens_of(ada)
    mixed = write_access(person=cyd.public_id, family=issued.family.public_id, now=clock.now())

    assert showing(mixed).get("/api/auth/me").status_code == 401


def test_token_of_a_family_that_never_was_opens_nothing() -> None:
    ada: User = member()
    text = write_access(person=ada.public_id, family="fam_none", now=clock.now())

    assert showing(text).get("/api/auth/me").status_code == 401
    assert showing(key_of(ada)[1]).get("/api/auth/me").status_code == 200

"""Google as far as signing in needs it: an id token signed with RS256, and its certificate."""

import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.doubles.oauth import CLIENT, Answer, Given, OAuthDouble, as_json

ISSUER = "https://accounts.google.com"


@cache
def signing_key() -> rsa.RSAPrivateKey:
    """Made once: it takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def ada() -> dict[str, Any]:
    """Who is signed in at Google."""
    return {
        "sub": "110248495921238986420",
        "email": "ada@example.org",
        "email_verified": True,
        "name": "Ada Lovelace",
        "given_name": "Ada",
        "family_name": "Lovelace",
    }


@dataclass
class GoogleDouble(OAuthDouble):
    """Google, or what answers in its place."""

    person: dict[str, Any] = field(default_factory=ada)
    authorize_path: ClassVar[str] = "/o/oauth2/v2/auth"
    token_path: ClassVar[str] = "/token"

    def token_answer(self, given: Given, token: str) -> Answer:
        """A token and an id token for this client, good for an hour."""
        now = int(time.time())
        told = given.person | {"iss": ISSUER, "aud": CLIENT, "azp": CLIENT, "iat": now, "exp": now + 3600}
        if self.mood == "other audience":
            told["aud"] = "somebody-else"
        if self.mood == "expired":
            told["exp"] = now - 3600
        if self.mood == "other issuer":
            told["iss"] = "https://evil.example"
        signed = jwt.encode(told, signing_key(), algorithm="RS256", headers={"kid": "one"})
        body = {"access_token": token, "expires_in": 3599, "scope": "openid email profile", "token_type": "Bearer"}
        return as_json(body | {"id_token": signed})

    def answer(self, path: str, asked: dict[str, str], authorization: str) -> Answer:
        """What the token tells, for who asks instead of reading the id token."""
        person = self.tokens.get(authorization.removeprefix("Bearer "))
        if path == "/oauth2/v2/userinfo" and person is not None:
            return as_json(person)
        return as_json({"error": "unauthorized"}, status=401)

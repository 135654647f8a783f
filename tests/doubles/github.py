"""GitHub as far as signing in needs it: answers are forms, refusals come with 200, emails have an address apart."""

from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlencode

from tests.doubles.oauth import Answer, Given, OAuthDouble, as_json


def ada() -> dict[str, Any]:
    """Who is signed in at GitHub."""
    return {"id": 815, "login": "ada-l", "name": "Ada Lovelace", "email": None}


def emails() -> list[dict[str, Any]]:
    """Ada's addresses there."""
    return [
        {"email": "old@example.org", "primary": False, "verified": False, "visibility": None},
        {"email": "Ada@example.org", "primary": True, "verified": True, "visibility": "private"},
    ]


@dataclass
class GitHubDouble(OAuthDouble):
    """GitHub, or what answers in its place."""

    person: dict[str, Any] = field(default_factory=ada)
    emails: list[dict[str, Any]] = field(default_factory=emails)
    authorize_path: ClassVar[str] = "/login/oauth/authorize"
    token_path: ClassVar[str] = "/login/oauth/access_token"

    def token_answer(self, given: Given, token: str) -> Answer:
        """A form, as GitHub answers who does not ask for JSON."""
        told = urlencode({"access_token": token, "scope": "read:user,user:email", "token_type": "bearer"})
        return 200, "application/x-www-form-urlencoded; charset=utf-8", told

    def refused_code(self) -> Answer:
        """GitHub refuses with 200."""
        told = urlencode({"error": "bad_verification_code"})
        return 200, "application/x-www-form-urlencoded; charset=utf-8", told

    def answer(self, path: str, asked: dict[str, str], authorization: str) -> Answer:
        """Who holds the token, and their addresses."""
        person = self.tokens.get(authorization.removeprefix("token ").removeprefix("Bearer "))
        if person is None:
            return as_json({"message": "Bad credentials"}, status=401)
        if path == "/api/v3/user":
            return as_json({} if self.mood == "nobody" else person)
        if path == "/api/v3/user/emails":
            return as_json(self.emails)
        return as_json({"message": "Not Found"}, status=404)

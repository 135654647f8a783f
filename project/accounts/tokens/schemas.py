"""What programs send and are told about tokens and keys."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, model_validator

Email = Annotated[str, Field(max_length=254)]
Password = Annotated[str, Field(max_length=256)]
Name = Annotated[str, Field(max_length=60)]
Short = Annotated[str, Field(max_length=80)]
Token = Annotated[str, Field(max_length=1024)]


class NewPerson(Schema):
    """Somebody who registers."""

    email: Email
    password: Password
    name: Name = ""


class VerificationOut(Schema):
    """A letter is on its way: the code in it belongs to this id."""

    verification: str
    expires_in: int


class CodeShown(Schema):
    """The code out of the letter."""

    verification: Short
    code: Short


class SignIn(Schema):
    """Email and password, or the challenge that they were answered with; `code` where there is a second factor."""

    email: Email = ""
    password: Password = ""
    challenge: Token = ""
    code: Short = ""
    device: Short = ""

    @model_validator(mode="after")
    def one_way(self) -> "SignIn":
        """A password or a challenge, not both."""
        if bool(self.challenge) == bool(self.email and self.password):
            raise ValueError("Send email and password, or a challenge.")
        return self


class RefreshShown(Schema):
    """A refresh token."""

    refresh: Token


class SigningOut(Schema):
    """A refresh token, where the access token is not at hand."""

    refresh: Token = ""


class TokensOut(Schema):
    """`access` goes into `Authorization: Bearer`; `refresh` is good once."""

    access: str
    refresh: str
    token_type: str = "Bearer"  # noqa: S105 - a word of RFC 6750
    expires_in: int
    refresh_expires_at: datetime


class MeOut(Schema):
    """Who the program acts for, and what it may do."""

    id: str
    name: str
    email: str
    roles: list[str]
    scopes: list[str]
    signed_in_by: str


class NewKey(Schema):
    """A key that is to be made; it ends in so many days."""

    name: Name
    scopes: Annotated[list[Short], Field(min_length=1, max_length=50)]
    days: Annotated[int, Field(ge=1, le=365)] = 90


class KeyOut(Schema):
    """A key, without its text."""

    id: str
    name: str
    hint: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    last_used_from: str


class KeyMade(KeyOut):
    """A new key, with the text that is in this answer and nowhere else."""

    key: str


class KeysOut(Schema):
    """A person's working keys."""

    keys: list[KeyOut]


class Leaked(Schema):
    """Keys that somebody found in the open."""

    keys: Annotated[list[Token], Field(min_length=1, max_length=100)]


class Thanks(Schema):
    """The same for every report."""

    received: int

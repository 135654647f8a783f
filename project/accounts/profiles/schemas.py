"""The shapes of people in the API: what is asked for, and nothing else is taken."""

from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from project.accounts.profiles.models.profile import (
    LONGEST_ADDRESS,
    LONGEST_BIO,
    LONGEST_HEADLINE,
    LONGEST_LOCATION,
    MOST_LINKS,
)

Short = Annotated[str, Field(max_length=200)]


class LinkIn(Schema):
    """A labelled https address."""

    model_config = ConfigDict(extra="forbid")

    label: str = Field("", max_length=40)
    url: str = Field(max_length=LONGEST_ADDRESS)


class LinkOut(Schema):
    """A link, and the host that it really leads to."""

    label: str
    url: str
    host: str


class PictureOut(Schema):
    """A picture of a piece."""

    url: str
    width: int
    height: int


class PieceOut(Schema):
    """A piece of a portfolio."""

    id: str
    title: str
    text: str
    link: str
    picture: PictureOut | None


class PersonOut(Schema):
    """What everybody may read of a person who shows themself."""

    id: str
    handle: str | None
    name: str
    headline: str
    bio: str
    bio_html: str
    location: str
    links: list[LinkOut]
    avatar: dict[str, str] | None
    roles: list[str]
    portfolio: list[PieceOut]
    member_since: str
    url: str


class OwnOut(PersonOut):
    """The same for the person themself."""

    email: str | None
    is_public: bool
    language: str
    time_zone: str
    theme: str
    edition: int


class ChangesIn(Schema):
    """What may be changed; what is left out stays. `edition`, if given, must be the newest."""

    model_config = ConfigDict(extra="forbid")

    edition: int | None = Field(None, ge=1)
    display_name: Short | None = None
    headline: str | None = Field(None, max_length=LONGEST_HEADLINE)
    bio: str | None = Field(None, max_length=2 * LONGEST_BIO)
    location: str | None = Field(None, max_length=LONGEST_LOCATION)
    links: list[LinkIn] | None = Field(None, max_length=MOST_LINKS)
    is_public: bool | None = None
    handle: str | None = Field(None, max_length=40)
    language: str | None = Field(None, max_length=12)
    time_zone: str | None = Field(None, max_length=64)
    theme: str | None = Field(None, max_length=6)

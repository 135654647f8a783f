"""What the topic of plays tells of corrections, in types: `/api/asyncapi.json` is made of it."""

from typing import Any

from ninja import Schema

from realtime.scoreboards.schemas import PlayOut


class PlacedOut(Schema):
    """A line that was slipped in, and the key of the line that it follows; null at the beginning."""

    after: str | None
    play: PlayOut


class RevisionOut(Schema):
    """The correction's own line, and what is different now on the page of newest plays.

    `changed` rows are `[key, period, clock_ms, home, away]`; `marks` holds what else differs, by key.
    """

    play: PlayOut
    placed: PlacedOut | None
    changed: list[tuple[str, int, int, int, int]]
    marks: dict[str, dict[str, Any]]

"""What commands are made of: the values they carry, and what every one of them may say."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

LONGEST_TEXT = 140
LONGEST_CLOCK_MS = 60 * 60 * 1000
# Control characters have no place on a board, and PostgreSQL refuses NUL in text.
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"

Text = Annotated[str, Field(max_length=LONGEST_TEXT, pattern=PRINTABLE)]
Reason = Annotated[str, Field(min_length=3, max_length=200, pattern=PRINTABLE)]
Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$")]
Short = Annotated[str, Field(min_length=1, max_length=5, pattern=r"^[^\x00-\x20\x7f]+$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
ClockMs = Annotated[int, Field(strict=True, ge=0, le=LONGEST_CLOCK_MS)]
PlayerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,8}$")]
Number = Annotated[str, Field(pattern=r"^(00|[0-9]|[1-9][0-9])?$")]


class Value(BaseModel):
    """A part of a command: fixed once read, and nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Command(Value):
    """What every command may say: words for the play-by-play, and the clock its sender saw."""

    kind: str
    text: Text = ""
    clock_ms: ClockMs | None = None
    reason: Reason | None = None

    def payload(self) -> dict[str, Any]:
        """The JSON kept in the event: only what differs from the defaults, and the kind."""
        return {**self.model_dump(mode="json", exclude_defaults=True), "kind": self.kind}

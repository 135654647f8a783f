"""What takes back or changes what was commanded before; each is an event like any other, and gives its reason."""

from typing import Annotated, Any, Literal

from pydantic import Field

from realtime.scoreboards.commands.form import Command, Reason
from realtime.scoreboards.commands.plain import PlainCommand

MOST_POSITIONS = 2_147_483_647
Position = Annotated[int, Field(strict=True, ge=1, le=MOST_POSITIONS)]


class Undo(Command):
    """Take back the last `count` commands that still count; those of `others` only when told so."""

    kind: Literal["undo"] = "undo"
    count: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 1
    others: bool = False


class Strike(Command):
    """Take one past play out of the game, as if it had not been made."""

    kind: Literal["strike"] = "strike"
    position: Position
    reason: Reason


class Edit(Command):
    """Put another command in the place of a past one; it keeps its time."""

    kind: Literal["edit"] = "edit"
    position: Position
    command: PlainCommand
    reason: Reason

    def payload(self) -> dict[str, Any]:
        """The JSON kept in the event, with the other command's own."""
        return {**super().payload(), "command": self.command.payload()}


class Insert(Command):
    """Put a command right after a past one, at its time; after 0 is before everything."""

    kind: Literal["insert"] = "insert"
    after: Annotated[int, Field(strict=True, ge=0, le=MOST_POSITIONS)]
    command: PlainCommand
    reason: Reason

    def payload(self) -> dict[str, Any]:
        """The JSON kept in the event, with the new command's own."""
        return {**super().payload(), "command": self.command.payload()}


Correction = Strike | Edit | Insert

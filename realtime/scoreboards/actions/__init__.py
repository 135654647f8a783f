"""What can be done to a board: open one, and command it."""

from realtime.scoreboards.actions.command import (
    CommandIdReused,
    PositionConflict,
    Result,
    apply_command,
)
from realtime.scoreboards.actions.create import SlugTaken, create_board

__all__ = [
    "CommandIdReused",
    "PositionConflict",
    "Result",
    "SlugTaken",
    "apply_command",
    "create_board",
]

"""The two clocks: that of the game, and that of the shot."""

from typing import Literal

from realtime.scoreboards.commands.form import ClockMs, Command, Reason


class ClockStart(Command):
    """Let the clock run from what it shows."""

    kind: Literal["clock_start"] = "clock_start"


class ClockStop(Command):
    """Hold the clock at what it shows."""

    kind: Literal["clock_stop"] = "clock_stop"


class ClockSet(Command):
    """Put the clock to an exact value, with a reason; it stands afterwards."""

    kind: Literal["clock_set"] = "clock_set"
    remaining_ms: ClockMs
    reason: Reason


class ShotReset(Command):
    """Give the attack its full time, or the short one; held, it waits for `shot_start`."""

    kind: Literal["shot_reset"] = "shot_reset"
    to: Literal["full", "short"] = "full"
    held: bool = False


class ShotStart(Command):
    """Let the shot clock go with the game clock."""

    kind: Literal["shot_start"] = "shot_start"


class ShotStop(Command):
    """Hold the shot clock while the game clock may go on."""

    kind: Literal["shot_stop"] = "shot_stop"


class ShotSet(Command):
    """Put the shot clock to an exact value, with a reason."""

    kind: Literal["shot_set"] = "shot_set"
    remaining_ms: ClockMs
    reason: Reason


class ShotOff(Command):
    """Switch the shot clock off until it is used again."""

    kind: Literal["shot_off"] = "shot_off"

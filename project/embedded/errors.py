"""Why the embedded servers could not start, in words that say what to do."""


class CannotStart(Exception):  # noqa: N818 - read aloud to the person who typed the command
    """Something on this machine is in the way; the message names it."""

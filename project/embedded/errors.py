"""Why the embedded servers could not start, in words that say what to do."""


class CannotStart(Exception):
    """Something on this machine is in the way; the message names it."""

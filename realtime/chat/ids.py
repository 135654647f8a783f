"""Public ids of rooms, messages and files."""

from project.base.ids import public_id


def new_room_id() -> str:
    """An id for a new room."""
    return public_id("room")


def new_message_id() -> str:
    """An id for a new message."""
    return public_id("msg")


def new_file_id() -> str:
    """An id for a new file."""
    return public_id("file")

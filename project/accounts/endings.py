"""What must end at once wherever it is open: people know of no sockets, so whoever holds some registers here.

Call these inside the transaction that takes a right away: it happens when that commits.
"""

from typing import Protocol


class Listener(Protocol):
    """Somebody with open doors; `realtime.revoke` is one."""

    def end_session_later(self, *, session_key: str) -> None:
        """Close what one session has open; a program's token or key is a session too (`token:…`, `key:…`)."""

    def end_person_later(self, *, user_id: int) -> None:
        """Close whatever one person has open."""

    def ask_session_again_later(self, *, session_key: str) -> None:
        """Have one session prove again who it is and what it may know; nothing is lost by it."""

    def ask_person_again_later(self, *, user_id: int) -> None:
        """Have a person prove again what they may know: a role came or went; nothing is lost by it."""


_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Have this one told; registering again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def end_session_later(*, session_key: str) -> None:
    """One session is over: signed out, ended from elsewhere, its key or token revoked."""
    for listener in _listeners:
        listener.end_session_later(session_key=session_key)


def end_person_later(*, user_id: int) -> None:
    """All sessions of a person are over: banned, deleted, password or factor changed."""
    for listener in _listeners:
        listener.end_person_later(user_id=user_id)


def ask_session_again_later(*, session_key: str) -> None:
    """A session is somebody else's now: a guest signed in."""
    for listener in _listeners:
        listener.ask_session_again_later(session_key=session_key)


def ask_person_again_later(*, user_id: int) -> None:
    """What a person may know has changed: a role came or went."""
    for listener in _listeners:
        listener.ask_person_again_later(user_id=user_id)

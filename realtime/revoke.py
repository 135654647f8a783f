"""Take rights away from open sockets, after the transaction that took them away has committed.

A lost command costs at most one re-check (RT_RECHECK_SECONDS); a new join asks the predicate anyway.
"""

import orjson
import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from realtime.doors.control import GROUP
from realtime.hints import send_payload
from realtime.hub import protocol

log = structlog.get_logger()


def end_session_later(*, session_key: str) -> None:
    """Close every socket of one session (4001) when this transaction commits."""
    _command_later(session_key=session_key, code=protocol.SIGNED_OUT, reason="signed out")


def end_person_later(*, user_id: int, code: int = protocol.SIGNED_OUT, reason: str = "signed out") -> None:
    """Close every socket of one person when this transaction commits: banned, password or factor changed."""
    _command_later(user_id=user_id, code=code, reason=reason)


def ask_session_again_later(*, session_key: str) -> None:
    """Close every socket of one session to resume at once (4200), as whoever it stands for by then."""
    _command_later(session_key=session_key, code=protocol.DRAINING, reason="session changed")


def ask_person_again_later(*, user_id: int) -> None:
    """Close every socket of one person to resume at once (4200): with their roles of now, and without a hole."""
    _command_later(user_id=user_id, code=protocol.DRAINING, reason="roles changed")


def revoke_topic_later(*, topic: str, people: list[int | str]) -> None:
    """Take a topic from these people (user ids or public ids) when this transaction commits.

    It travels on the topic's own channel, so that no later event of the topic can overtake it.
    """
    transaction.on_commit(lambda: send_payload(topic, b"revoke " + orjson.dumps(people)))


def _command_later(**command: object) -> None:
    transaction.on_commit(lambda: _send({"type": "rt.command", **command}))


def _send(command: dict[str, object]) -> None:
    try:
        async_to_sync(get_channel_layer().group_send)(GROUP, command)
    except Exception as error:
        log.warning("command_lost", command=command["reason"], error=str(error))

"""The backstop of every revocation: now and then all sockets prove again who they are and what they may know."""

from typing import TYPE_CHECKING

import structlog

from project.accounts.visitors import Visitor, visitors_of_sessions
from realtime.hub import protocol
from realtime.topics import Kind

if TYPE_CHECKING:
    from realtime.doors.runtime import Runtime
    from realtime.hub.socket import Socket

log = structlog.get_logger()

Question = tuple[Visitor, str, Kind]


async def recheck(runtime: "Runtime") -> None:
    """Close the sockets of sessions that ended, and take topics from those who may no longer know them."""
    sockets = list(runtime.gateway.sockets)
    keys = {socket.visitor.session_key for socket in sockets if socket.visitor.session_key}
    questions = _questions(sockets)
    try:
        visitors = await runtime.in_thread(visitors_of_sessions, list(keys)) if keys else {}
        denied = await runtime.in_thread(_denied, questions) if questions else []
    except Exception as error:
        # Nobody is thrown out because the database is away: nothing new can be told meanwhile either.
        log.warning("recheck_failed", error=str(error))
        return
    for socket in sockets:
        _close_if_ended(socket, visitors)
    for visitor, topic, _kind in denied:
        runtime.gateway.revoke_topic(topic, visitor.__eq__)


def _questions(sockets: list["Socket"]) -> list[Question]:
    asked = {
        (socket.visitor, topic): (socket.visitor, topic, stream.kind)
        for socket in sockets
        for topic, stream in socket.topics.items()
        if not stream.kind.is_public
    }
    return list(asked.values())


def _denied(questions: list[Question]) -> list[Question]:
    return [
        (visitor, topic, kind)
        for visitor, topic, kind in questions
        if not kind.admits(visitor, topic.partition(".")[2])
    ]


def _close_if_ended(socket: "Socket", visitors: dict[str, Visitor]) -> None:
    visitor = socket.visitor
    if not visitor.session_key:
        return
    current = visitors.get(visitor.session_key)
    if current is not None and (current.user_id, current.roles) == (visitor.user_id, visitor.roles):
        return
    if current is not None and current.user_id == visitor.user_id:
        socket.close(protocol.DRAINING, "roles changed")
    elif visitor.user_id is not None:
        socket.close(protocol.SIGNED_OUT, "signed out")
    else:
        # A guest who signed in got another session: the page resumes with it.
        socket.close(protocol.DRAINING, "session changed")

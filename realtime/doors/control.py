"""Commands to the sockets of one person, through the Channels layer: every process hears them and looks for its own."""

import asyncio
from typing import TYPE_CHECKING, Any

import structlog
from channels.layers import get_channel_layer

from realtime.hub import protocol

if TYPE_CHECKING:
    from realtime.hub.gateway import Gateway

log = structlog.get_logger()

GROUP = "rt.control"
RETRY_SECONDS = 1.0


async def obey_commands(gateway: "Gateway", listening: asyncio.Event) -> None:
    """Join the group of all processes and carry out what comes, for ever.

    `listening` is set once commands are heard, or could not be: sockets wait for it, so that none is opened which a
    command cannot reach; without Valkey the re-check reaches them later.
    """
    while True:
        try:
            await _obey(gateway, listening)
        except Exception as error:
            log.warning("commands_unheard", error=str(error))
        listening.set()
        await asyncio.sleep(RETRY_SECONDS)


async def _obey(gateway: "Gateway", listening: asyncio.Event) -> None:
    layer = get_channel_layer()
    name = await layer.new_channel("rt.gateway")
    await layer.group_add(GROUP, name)
    listening.set()
    while True:
        obey(gateway, await layer.receive(name))


def obey(gateway: "Gateway", command: dict[str, Any]) -> None:
    """Close the sockets a command names: of one session, or of one person."""
    session_key, user_id = command.get("session_key"), command.get("user_id")
    gateway.sign_out(
        lambda visitor: (
            (session_key is not None and visitor.session_key == session_key)
            or (user_id is not None and visitor.user_id == user_id)
        ),
        code=command.get("code", protocol.SIGNED_OUT),
        reason=command.get("reason", "signed out"),
    )

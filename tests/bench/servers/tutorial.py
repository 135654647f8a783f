"""The consumer of the Channels tutorial, on daphne and on uvicorn: what most Django sites would run."""

import contextlib
import json
import socket
import sys
from collections.abc import Callable, Iterator, Sequence

from tests.bench.children import SERVER_CORE, await_port, child, free_port
from tests.bench.ground import Ground
from tests.bench.servers.contender import Contender, payload
from tests.bench.wire import client_frame, upgrade_request

APPLICATION = "tests.bench.servers.tutorial_app:application"
PATH = "/ws/chat/bench/"


@contextlib.contextmanager
def tutorial_on_daphne(ground: Ground) -> Iterator[Contender]:
    """The server that Channels' own documentation starts."""
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-v", "0", "-p"]
    with _started(ground, "tutorial on daphne", command, [APPLICATION]) as contender:
        yield contender


@contextlib.contextmanager
def tutorial_on_uvicorn(ground: Ground) -> Iterator[Contender]:
    """The same consumer on uvicorn with uvloop."""
    command = [sys.executable, "-m", "uvicorn", "--log-level", "warning", "--port"]
    with _started(ground, "tutorial on uvicorn", command, [APPLICATION]) as contender:
        yield contender


@contextlib.contextmanager
def _started(ground: Ground, name: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Contender]:
    port = free_port()
    command = [*before, str(port), *after]
    with child(command, core=SERVER_CORE, log="tutorial", env=ground.env) as running:
        await_port(port, running)
        yield Contender(
            name=name,
            port=port,
            pids=[running.pid],
            dialect="plain",
            path=PATH,
            headers=_origin(port),
            publish=_speaker(port),
        )


def _origin(port: int) -> dict[str, str]:
    return {"Origin": f"http://127.0.0.1:{port}"}


def _speaker(port: int) -> Callable[[int], None]:
    """One more visitor of the room, who says what all are to hear."""
    connected: list[socket.socket] = []

    def publish(seq: int) -> None:
        if not connected:
            connected.append(_joined(port))
        with contextlib.suppress(BlockingIOError):
            while connected[0].recv(65536, socket.MSG_DONTWAIT):
                pass
        message = {"message": json.loads(payload(seq))}
        connected[0].sendall(client_frame(json.dumps(message).encode()))

    return publish


def _joined(port: int) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", port))
    sock.sendall(upgrade_request(f"127.0.0.1:{port}", PATH, _origin(port)))
    received = b""
    while b"\r\n\r\n" not in received:
        received += sock.recv(4096)
    return sock

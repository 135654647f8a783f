"""Socket.IO 4 on Node with its default `ws` engine, compression off."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.bench.children import SERVER_CORE, WORKSHOP, await_port, child, free_port
from tests.bench.servers.bare_loop import line_writer
from tests.bench.servers.contender import Contender, NotInstalled, require

MODULES = WORKSHOP / "node"
PACKAGE = "socket.io@4"


@contextlib.contextmanager
def socketio(*, install: bool) -> Iterator[Contender]:
    """One Node process; a line on its standard input is emitted to the room that everyone is in."""
    node = require("node", install=["apt-get", "install", "-y", "nodejs", "npm"] if install else None)
    if not (MODULES / "node_modules" / "socket.io").exists():
        _install(allowed=install)
    port, program = free_port(), Path(__file__).with_name("socketio.cjs")
    env = {"NODE_PATH": str(MODULES / "node_modules"), "NODE_ENV": "production"}
    with child([node, str(program), str(port)], core=SERVER_CORE, log="socketio", env=env) as running:
        await_port(port, running)
        yield Contender(
            name="Socket.IO on Node",
            port=port,
            pids=[running.pid],
            dialect="socketio",
            path="/socket.io/?EIO=4&transport=websocket",
            publish=line_writer(running),
        )


def _install(*, allowed: bool) -> None:
    npm = require("npm", install=["apt-get", "install", "-y", "npm"] if allowed else None)
    MODULES.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(MODULES), PACKAGE]
    if not allowed or subprocess.run(command, check=False, capture_output=True).returncode:
        raise NotInstalled("socket.io")

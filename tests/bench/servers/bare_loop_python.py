"""The same floor from Python: accept sockets on the port given, then send one frame to each for each line read."""

import select
import socket
import sys
from io import FileIO
from typing import Any

from tests.bench.wire import server_frame


def main() -> None:
    """Serve until standard input ends."""
    door = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=4096)
    lines = FileIO(0)
    watched: list[Any] = [door, lines]
    sockets: list[socket.socket] = []
    while True:
        ready, _, _ = select.select(watched, [], [])
        if door in ready:
            sockets.append(door.accept()[0])
            sockets[-1].setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            continue
        line = lines.readline()
        if not line:
            return
        frame = server_frame(line.rstrip(b"\n"))
        for one in sockets:
            one.send(frame, socket.MSG_DONTWAIT)


if __name__ == "__main__":
    main()

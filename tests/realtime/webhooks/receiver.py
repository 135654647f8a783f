"""Somebody else's program: an HTTP server that takes pushes, checks them, and misbehaves as told."""

import json
import socketserver
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from standardwebhooks import Webhook


@dataclass
class Pushed:
    """One push as it arrived."""

    headers: dict[str, str]
    raw: str

    @property
    def body(self) -> dict[str, Any]:
        return dict(json.loads(self.raw))


@dataclass
class Receiver:
    """What arrived, and how to answer next: a status, or headers with it; 200 once nothing is planned."""

    url: str = ""
    pushed: list[Pushed] = field(default_factory=list)
    answers: deque[tuple[int, dict[str, str]]] = field(default_factory=deque)
    sleep: float = 0.0

    def will_answer(self, *statuses: int, **headers: str) -> None:
        self.answers.extend((status, headers) for status in statuses)

    def seqs(self) -> list[int]:
        return [push.body["seq"] for push in self.pushed]

    def verified(self, secret: str) -> list[dict[str, Any]]:
        """The bodies of all pushes, each held against its signature by the standard's own library."""
        return [dict(Webhook(secret).verify(push.raw, push.headers)) for push in self.pushed]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A receiver on a free port of this machine."""
    told = Receiver()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"])).decode()
            told.pushed.append(Pushed(headers=dict(self.headers), raw=raw))
            status, headers = told.answers.popleft() if told.answers else (200, {})
            time.sleep(told.sleep)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(b"thanks, " + b"x" * 5000)

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Taking) as server:
        server.daemon_threads = True
        told.url = f"http://127.0.0.1:{server.server_address[1]}/plays"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield told
        server.shutdown()

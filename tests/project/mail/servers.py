"""Somebody else's mail servers: one speaks SMTP, one a provider's HTTP API; both misbehave as told."""

import json
import socketserver
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Literal

Plan = Literal["take", "refuse", "greylist", "refuse_data", "hang", "drop", "inactive", "break"]


@dataclass
class PostOffice:
    """What was taken, and how the next letters are met; each is taken once nothing is planned."""

    url: str = ""
    taken: list[str] = field(default_factory=list)
    plans: deque[Plan] = field(default_factory=deque)
    hang: float = 0.0

    def will(self, *plans: Plan) -> None:
        self.plans.extend(plans)

    def next_plan(self) -> Plan:
        return self.plans.popleft() if self.plans else "take"


class Speaking(socketserver.StreamRequestHandler):
    """One conversation in SMTP, as far as a client of ours needs it."""

    office: PostOffice

    def handle(self) -> None:
        self.plan = self.office.next_plan()
        self.say("220 double")
        while line := self.rfile.readline():
            if not self.answer(line[:4].strip().upper().decode()):
                return

    def answer(self, word: str) -> bool:
        """Answer one command; False once the line is cut."""
        refusals = {"refuse": "550 5.1.1 No such person", "greylist": "451 4.7.1 Come back later"}
        if word == "DATA":
            return self.take()
        if word == "RCPT" and self.plan in refusals:
            self.say(refusals[self.plan])
        else:
            self.say("221 bye" if word == "QUIT" else "250 fine")
        return word != "QUIT"

    def take(self) -> bool:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline().rstrip(b"\r\n")) != b".":
            lines.append(line.decode())
        if self.plan == "refuse_data":
            self.say("554 5.7.1 Not wanted")
            return True
        self.office.taken.append("\n".join(lines))
        if self.plan == "hang":
            time.sleep(self.office.hang)
        if self.plan in {"hang", "drop"}:
            return False
        self.say("250 taken")
        return True

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def smtp_server() -> Iterator[PostOffice]:
    """An SMTP server on a free port of this machine."""
    office = PostOffice()
    with _serving(type("Spoken", (Speaking,), {"office": office})) as port:
        office.url = f"smtp://127.0.0.1:{port}?tls=0"
        yield office


@contextmanager
def provider() -> Iterator[PostOffice]:
    """Postmark's API on a free port of this machine."""
    office = PostOffice()
    fine = {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": "ben@example.org"}
    says = "Found inactive addresses: ben@example.org.\nInactive recipients are ones that have generated a hard bounce."
    inactive = {"ErrorCode": 406, "Message": says}
    answers: dict[str, tuple[int, Any]] = {"take": (200, fine), "inactive": (422, inactive), "break": (500, {})}

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            plan = office.next_plan()
            if plan in {"take", "drop"}:
                office.taken.append(body)
            if plan == "drop":
                self.close_connection = True
                return
            status, said = answers[plan]
            told = json.dumps([said] if body.startswith("[") else said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    with _serving(Answering) as port:
        office.url = f"anymail+postmark:?server_token=t&api_url=http://127.0.0.1:{port}/"
        yield office


@contextmanager
def _serving(handler: type[socketserver.BaseRequestHandler]) -> Iterator[int]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)

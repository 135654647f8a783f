"""An OAuth 2 provider: it asks for consent, gives codes that are good once, and a token to who proves to be the client.

It can be told to misbehave.
"""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

CLIENT, SECRET = "rialto-at-a-double", "-".join(("double", "for", "tests"))
type Answer = tuple[int, str, str]


@dataclass
class Given:
    """What stands behind a code: who agreed, and what the client must show for it."""

    person: dict[str, Any]
    redirect_uri: str
    challenge: str


@dataclass
class OAuthDouble:
    """One provider on a port of its own, with one person signed in to it. `mood` is how it misbehaves."""

    person: dict[str, Any]
    mood: str = ""
    codes: dict[str, Given] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    authorize_path: ClassVar[str] = "/authorize"
    token_path: ClassVar[str] = "/token"

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"provider": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://localhost:{self.server.server_port}"

    def answer(self, path: str, asked: dict[str, str], authorization: str) -> Answer:
        """What the provider's own addresses say; others are for its kind to say."""
        raise NotImplementedError

    def token_answer(self, given: Given, token: str) -> Answer:
        """How this kind of provider hands out a token."""
        raise NotImplementedError

    def refused_code(self) -> Answer:
        """How this kind of provider refuses one."""
        return as_json({"error": "invalid_grant"}, status=400)

    def consent_page(self, asked: dict[str, str]) -> Answer:
        """Ask the person, once the client is known."""
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code":
            return 400, "text/plain", "unknown client"
        kept = "".join(f'<input type="hidden" name="{n}" value="{html.escape(v)}">' for n, v in asked.items())
        buttons = '<button name="said" value="yes">Allow</button><button name="said" value="no">Cancel</button>'
        return 200, "text/html", f'<!doctype html><form method="post" action="/consent">{kept}{buttons}</form>'

    def consented(self, asked: dict[str, str]) -> str:
        """Where the browser goes after the person has said yes or no."""
        back = {"state": "not-what-you-sent" if self.mood == "wrong state" else asked.get("state", "")}
        if asked.get("said") != "yes":
            return f"{asked['redirect_uri']}?{urlencode(back | {'error': 'access_denied'})}"
        code = secrets.token_hex(10)
        self.codes[code] = Given(dict(self.person), asked["redirect_uri"], asked.get("code_challenge", ""))
        return f"{asked['redirect_uri']}?{urlencode(back | {'code': code})}"

    def exchange(self, asked: dict[str, str]) -> Answer:
        """A token for a code: once, to the client that was named, for the page that was named."""
        if self.mood == "down":
            return 503, "text/plain", "out of order"
        if self.mood == "garbage":
            return as_json(["not", "what", "you", "wanted"])
        if self.mood == "slow":
            time.sleep(3)
        find = self.codes.get if self.mood == "twice" else self.codes.pop
        given = find(asked.get("code", ""), None)
        shown = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
        is_client = (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET)
        if given is None or not is_client or given.redirect_uri != asked.get("redirect_uri"):
            return self.refused_code()
        if not given.challenge or shown.decode().rstrip("=") != given.challenge:
            return self.refused_code()
        token = secrets.token_hex(16)
        self.tokens[token] = given.person
        return self.token_answer(given, token)


def as_json(value: Any, *, status: int = 200) -> Answer:
    """A JSON answer."""
    return status, "application/json; charset=utf-8", json.dumps(value)


class _Handler(BaseHTTPRequestHandler):
    provider: OAuthDouble
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.provider.asked.append(f"GET {parts.path}")
        asked = dict(parse_qsl(parts.query))
        if parts.path == self.provider.authorize_path:
            self._send(self.provider.consent_page(asked))
        else:
            self._send(self.provider.answer(parts.path, asked, self.headers.get("Authorization", "")))

    def do_POST(self) -> None:
        asked = dict(parse_qsl(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()))
        self.provider.asked.append(f"POST {self.path}")
        if self.path == "/consent":
            self._send((302, "text/plain", ""), location=self.provider.consented(asked))
        elif self.path == self.provider.token_path:
            self._send(self.provider.exchange(asked))
        else:
            self._send((404, "text/plain", ""))

    def _send(self, answer: Answer, *, location: str = "") -> None:
        status, kind, text = answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_told: object) -> None:
        """Nothing on the terminal."""

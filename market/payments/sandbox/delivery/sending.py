"""One POST to a webhook, over a line that stays open."""

import threading
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

SECONDS = 10.0
READ_BYTES = 2048
_lines = threading.local()


@dataclass(frozen=True)
class Answer:
    """The status, 0 where nobody answered, and the beginning of what was said."""

    status: int
    text: str

    @property
    def taken(self) -> bool:
        """Whether the event is delivered."""
        return 200 <= self.status < 300


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send it once; a line that was closed meanwhile is opened again."""
    parts = urlsplit(url)
    place = (parts.scheme, parts.netloc)
    kept: dict[tuple[str, str], HTTPConnection] = _lines.__dict__.setdefault("kept", {})
    used = place in kept
    line = kept.setdefault(place, _line(parts.scheme, parts.netloc))
    try:
        return _exchange(line, parts.path or "/", body, headers)
    except (HTTPException, OSError) as error:
        kept.pop(place).close()
        if used:
            return post(url, body, headers)
        return Answer(0, f"{type(error).__name__}: {error}")


def _line(scheme: str, netloc: str) -> HTTPConnection:
    return (HTTPSConnection if scheme == "https" else HTTPConnection)(netloc, timeout=SECONDS)


def _exchange(line: HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> Answer:
    line.request("POST", path, body, headers)
    response = line.getresponse()
    text = response.read()[:READ_BYTES].decode("utf-8", "replace")
    return Answer(response.status, text)

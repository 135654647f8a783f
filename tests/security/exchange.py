"""One conversation with the web server, byte for byte."""

import socket

from tests.site import Site

PATIENCE = 6.0
QUIET = 1.0


def exchange(site: Site, sent: bytes) -> bytes:
    """Everything that is answered: until the server hangs up, or says no more a while after its first word."""
    heard = b""
    with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE) as tcp:
        try:
            tcp.sendall(sent)
            while data := tcp.recv(65536):
                heard += data
                tcp.settimeout(QUIET)
        except (ConnectionError, TimeoutError):
            pass
    return heard


def request(
    *lines: str, method: str = "GET", path: str = "/robots.txt", host: str = "localhost", body: str = ""
) -> bytes:
    """A request with these header lines beside its Host, on a connection that may stay open for more."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {host}", *lines, "", body]).encode("latin-1")


def statuses(heard: bytes) -> list[int]:
    """The status of each answer that was given."""
    return [int(part[:3]) for part in heard.split(b"HTTP/1.1 ")[1:]]

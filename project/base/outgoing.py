"""Calls to addresses that other people chose: public ones, checked while connecting; no redirects; small and soon."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import certifi
import httpcore
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal

CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 10.0
READ_BYTES = 2048
LONGEST_URL = 500


class AddressRefused(Refusal):
    """An address that may not be called: not https, not public, or not an address."""

    status = 422
    message = _("Give an https address that everybody on the internet could call.")


class NoAnswer(Exception):
    """Nobody answered in time, or not in HTTP. The text says what happened, for the owner of the address."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: the status, the beginning of the body, and how long the other side wants to be left alone."""

    status: int
    body: str
    retry_after: float | None


def check_address(url: str) -> str:
    """The same URL; raises `AddressRefused`. Where its name leads is asked again at every call."""
    parts = urlsplit(url)
    schemes = {"https", "http"} if settings.OUTGOING_PRIVATE else {"https"}
    try:
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise AddressRefused from error
    plain = url.isascii() and url.isprintable() and " " not in url and not (parts.username or parts.fragment)
    if parts.scheme not in schemes or not is_whole or not plain or len(url) > LONGEST_URL:
        raise AddressRefused
    if not settings.OUTGOING_PRIVATE and _is_private_literal(parts.hostname or ""):
        raise AddressRefused
    return url


def post(url: str, *, body: bytes, headers: dict[str, str]) -> Answer:
    """POST once, within ten seconds all in all; raises `AddressRefused` and `NoAnswer`."""
    return _call("POST", url, body, headers)


def get(url: str) -> Answer:
    """GET once, under the same conditions; only the beginning of the body is read."""
    return _call("GET", url, b"", {"accept": "text/plain"})


def _call(method: str, url: str, body: bytes, headers: dict[str, str]) -> Answer:
    check_address(url)
    deadline = time.monotonic() + TOTAL_SECONDS
    timeouts = {"connect": CONNECT_SECONDS, "read": TOTAL_SECONDS, "write": TOTAL_SECONDS, "pool": TOTAL_SECONDS}
    trusted = ssl.create_default_context(cafile=certifi.where())
    sent: dict[str, Any] = {"headers": list(headers.items()), "content": body, "extensions": {"timeout": timeouts}}
    try:
        with (
            httpcore.ConnectionPool(network_backend=_Guarded(deadline), ssl_context=trusted) as pool,
            pool.stream(method, url, **sent) as response,
        ):
            return _read(response)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise NoAnswer(str(error) or type(error).__name__) from error
    except (OSError, UnicodeError) as error:
        raise NoAnswer(str(error)) from error


def _read(response: httpcore.Response) -> Answer:
    body = b""
    for piece in response.iter_stream():
        body += piece
        if len(body) >= READ_BYTES:
            break
    told = {name.lower(): value for name, value in response.headers}
    wait = told.get(b"retry-after", b"").decode("ascii", "replace")
    return Answer(
        status=response.status,
        body=body[:READ_BYTES].decode("utf-8", "replace").replace("\x00", ""),
        retry_after=float(wait) if wait.isdecimal() else None,
    )


def is_public(address: str) -> bool:
    """Whether this IP address is one that anybody on the internet could mean."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        # An IPv4 address in any IPv6 wrapping would lead into the house by another door.
        if ip in _NAT64 or ip.sixtofour or ip.teredo:
            return False
        ip = ip.ipv4_mapped or ip
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _is_private_literal(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


class _Guarded(httpcore.SyncBackend):
    """Connects to the very address that was checked: a name that changes its mind in between gains nothing."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(info[4][0]) for info in found]
        allowed = addresses if settings.OUTGOING_PRIVATE else [one for one in addresses if is_public(one)]
        if not allowed:
            raise AddressRefused
        stream = super().connect_tcp(allowed[0], port, timeout, local_address, socket_options)
        return _Bounded(stream, self.deadline)


class _Bounded(httpcore.NetworkStream):
    """A stream with one deadline for everything: one byte every nine seconds is not an answer."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("took too long")
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Bounded(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

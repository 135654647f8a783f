"""Who asks, as far as it can be believed."""

from typing import Any

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from project.base.http import client_address, client_scheme


@pytest.fixture(autouse=True)
def _one_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "192.0.2.1", "203.0.113.5"),
        ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "192.0.2.66, 192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_address_is_the_first_that_no_proxy_of_ours_vouched_for(peer: str, forwarded: str, address: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={"x-forwarded-for": forwarded})
    scope = _scope(peer, [(b"x-forwarded-for", forwarded.encode())])

    assert (client_address(request), client_address(scope)) == (address, address)


@pytest.mark.parametrize(("peer", "scheme"), [("10.0.0.1", "https"), ("203.0.113.5", "http")])
def test_scheme_is_believed_of_our_proxy_only(peer: str, scheme: str) -> None:
    scope = _scope(peer, [(b"x-forwarded-proto", b"https")])

    assert client_scheme(scope) == scheme


def test_address_of_a_scope_without_one_is_empty() -> None:
    assert client_address({"type": "websocket", "headers": []}) == ""


def _scope(peer: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    return {"type": "websocket", "scheme": "ws", "client": (peer, 4711), "headers": headers}

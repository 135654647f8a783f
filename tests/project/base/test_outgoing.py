"""Calls to other people's addresses: public ones only, and never for long."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import Settings

from project.base import outgoing
from project.base.outgoing import AddressRefused, NoAnswer, check_address, is_public, post


@pytest.fixture
def strict(settings: Settings) -> None:
    settings.OUTGOING_PRIVATE = False


@pytest.fixture
def lax(settings: Settings) -> None:
    settings.OUTGOING_PRIVATE = True


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "198.18.0.1", "192.0.2.1",
    ],
)  # fmt: skip
def test_no_address_of_a_house_is_public(address: str) -> None:
    assert is_public(address) is False


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address) is True


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "https://", "https:///path", "https://user:pass@example.org/",
        "https://example.org/#part", "https://example.org:0/", "https://example.org:99999/", "https://exa mple.org/",
        "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://db.internal/", "https://printer.local/",
        "https://example.org/\r\nX: y", "javascript:alert(1)", "", "https://exämple.org/", "https://e.org/" + "a" * 500,
    ],
)  # fmt: skip
def test_addresses_that_may_not_be_called_are_refused_when_they_are_given(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_address(url)


@pytest.mark.usefixtures("strict")
def test_an_address_of_the_internet_is_taken_as_it_is() -> None:
    assert check_address("https://example.org:8443/plays?board=a") == "https://example.org:8443/plays?board=a"


@pytest.mark.usefixtures("strict")
def test_a_name_that_leads_into_the_house_is_refused_when_it_is_called(
    monkeypatch: pytest.MonkeyPatch, listener: tuple[int, list[Any]]
) -> None:
    inside: Any = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", listener[0]))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: inside)

    with pytest.raises(AddressRefused):
        post(f"https://rebound.example.org:{listener[0]}/", body=b"{}", headers={})

    assert listener[1] == []


@pytest.mark.usefixtures("lax")
def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch, listener: tuple[int, list[Any]]) -> None:
    monkeypatch.setattr(outgoing, "TOTAL_SECONDS", 0.5)

    with pytest.raises(NoAnswer):
        post(f"http://127.0.0.1:{listener[0]}/", body=b"{}", headers={})

    assert len(listener[1]) == 1


@pytest.mark.usefixtures("lax")
def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        with pytest.raises(NoAnswer):
            post(f"http://127.0.0.1:{port}/", body=b"{}", headers={})


@pytest.fixture
def listener() -> Iterator[tuple[int, list[Any]]]:
    """A port that takes connections, remembers them, and answers one header byte each tenth of a second."""
    came: list[Any] = []

    def drip(connection: socket.socket) -> None:
        came.append(connection)
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(100):
                connection.sendall(b"a")
                time.sleep(0.1)
        except OSError:
            connection.close()

    def accept(door: socket.socket) -> None:
        while True:
            try:
                connection, _address = door.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=accept, args=(door,), daemon=True).start()
        yield door.getsockname()[1], came

"""Requests whose head says two things at once: the server and whatever stands before it must not read them apart."""

import pytest

from tests.security.exchange import exchange, request, statuses
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

EVIL = "evil.example"
SMUGGLED = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = f"0\r\n\r\n{SMUGGLED}"
FRAMINGS = {
    "two lengths": ["Content-Length: 0", f"Content-Length: {len(SMUGGLED)}"],
    "two lengths in one": [f"Content-Length: 0, {len(SMUGGLED)}"],
    "a length with a sign": [f"Content-Length: +{len(SMUGGLED)}"],
    "a negative length": ["Content-Length: -1"],
    "a length in hexadecimal": ["Content-Length: 0x10"],
    "a length and chunks": [f"Content-Length: {len(CHUNKED)}", "Transfer-Encoding: chunked"],
    "chunks and a length": ["Transfer-Encoding: chunked", "Content-Length: 4"],
    "a coding that is not known": ["Transfer-Encoding: xchunked"],
    "chunks that are not last": ["Transfer-Encoding: chunked, identity"],
    "a space before the colon": ["Transfer-Encoding : chunked", "Content-Length: 4"],
    "a folded line": ["X: y", " Transfer-Encoding: chunked"],
    "a line feed alone": [f"X: y\nContent-Length: {len(SMUGGLED)}"],
    "a carriage return alone": ["X: y\rTransfer-Encoding: chunked"],
    "a zero byte": ["X: y\0z"],
}


@pytest.mark.parametrize("case", FRAMINGS)
def test_a_body_of_two_lengths_hides_no_second_request(site: Site, case: str) -> None:
    heard = exchange(site, request(*FRAMINGS[case], method="POST", path="/name/", body=CHUNKED))

    assert b"ok\n" not in heard
    assert statuses(heard) in ([], [400], [403], [405], [501])


def test_two_honest_requests_on_one_connection_are_both_answered(site: Site) -> None:
    heard = exchange(site, request("Content-Length: 0", method="POST", path="/name/", body=SMUGGLED))

    assert b"ok\n" in heard
    assert statuses(heard) == [403, 200]


@pytest.mark.parametrize(
    "chunks", ["ffffffffffffffff\r\n", "-1\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5\r\nhello0\r\n\r\n", "5;\nx\r\nhello"]
)
def test_chunks_of_an_impossible_size_break_nothing(site: Site, chunks: str) -> None:
    heard = exchange(site, request("Transfer-Encoding: chunked", method="POST", path="/name/", body=chunks + SMUGGLED))

    assert b"ok\n" not in heard
    assert all(status < 500 for status in statuses(heard))


@pytest.mark.parametrize(
    ("host", "lines"),
    [
        (EVIL, []),
        (f"localhost:80@{EVIL}", []),
        (f"localhost.{EVIL}", []),
        ("localhost", [f"Host: {EVIL}"]),
        (f"{EVIL}#localhost", []),
        (f"localhost/{EVIL}", []),
        ("", []),
    ],
)
def test_a_host_that_is_not_ours_is_refused_and_never_repeated(site: Site, host: str, lines: list[str]) -> None:
    heard = exchange(site, request(*lines, path="/boards/", host=host))

    assert statuses(heard) in ([], [400])
    assert EVIL.encode() not in heard


@pytest.mark.parametrize(
    "line",
    [
        f"X-Forwarded-Host: {EVIL}",
        f"X-Host: {EVIL}",
        f"Forwarded: host={EVIL};proto=https",
        f"X-Forwarded-Server: {EVIL}",
        f"X-Forwarded-Prefix: //{EVIL}",
        f"X-Original-URL: http://{EVIL}/",
        f"X_Forwarded_Host: {EVIL}",
    ],
)
def test_no_header_puts_another_address_into_a_page(site: Site, line: str) -> None:
    heard = exchange(site, request(line, path="/boards/"))

    assert statuses(heard) == [200]
    assert EVIL.encode() not in heard


@pytest.mark.parametrize("name", ["X-Original-URL", "X-Rewrite-URL", "X-Override-URL", "X-Original-Uri"])
def test_the_address_is_that_of_the_request_line(site: Site, name: str) -> None:
    heard = exchange(site, request(f"{name}: /healthz", path="/robots.txt"))

    assert b"User-agent" in heard
    assert b"ok\n" not in heard


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
@pytest.mark.parametrize(("said", "meant"), [("GET", "POST"), ("POST", "GET")])
def test_the_method_is_that_of_the_request_line(site: Site, name: str, said: str, meant: str) -> None:
    heard = exchange(site, request(f"{name}: {meant}", "Content-Length: 0", method=said, path="/robots.txt"))

    assert statuses(heard) == [200 if said == "GET" else 403]


@pytest.mark.parametrize(
    "lines",
    [
        ["X-Forwarded-For: 203.0.113.9"],
        ["X_Forwarded_For: 203.0.113.9"],
        ["X-Real-IP: 203.0.113.9"],
        ["Forwarded: for=203.0.113.9"],
        ["X-Client-IP: 203.0.113.9", "True-Client-IP: 203.0.113.9"],
    ],
)
def test_nobody_gets_to_the_figures_by_saying_where_they_are(site: Site, lines: list[str]) -> None:
    heard = exchange(site, request(*lines, path="/metrics"))

    assert statuses(heard) == [403]
    assert b"python_info" not in heard


@pytest.mark.parametrize(
    "lines",
    [
        ["X-Forwarded-For: 198.51.100.7", "X_Forwarded_For: 192.0.2.1"],
        ["X_Forwarded_For: 192.0.2.1", "X-Forwarded-For: 198.51.100.7"],
        ["X-Forwarded-For: 192.0.2.1, 198.51.100.7"],
        ["X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 198.51.100.7"],
        ["X-Forwarded-For: 198.51.100.7, nonsense"],
    ],
)
def test_behind_a_proxy_only_what_the_proxy_wrote_counts(behind: Site, lines: list[str]) -> None:
    heard = exchange(behind, request("X-Forwarded-Proto: https", *lines, path="/metrics"))

    assert statuses(heard) == [403]


def test_the_figures_are_shown_to_whom_the_proxy_names(behind: Site) -> None:
    heard = exchange(behind, request("X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1", path="/metrics"))

    assert statuses(heard) == [200]


def test_plain_http_is_sent_to_https_and_says_nothing_else(behind: Site) -> None:
    heard = exchange(behind, request("X-Forwarded-For: 198.51.100.7", path="/boards/"))

    assert statuses(heard) == [301]
    assert b"location: https://localhost/boards/" in heard.lower()
    assert b"set-cookie" not in heard.lower()


def test_a_line_end_in_an_address_writes_no_header(site: Site) -> None:
    heard = exchange(site, request(path="/boards%0d%0aSet-Cookie:%20a=b"))
    asked = exchange(site, request(path="/account/settings/?x=%0d%0aSet-Cookie:%20a=b"))

    assert all(not line.lower().startswith(b"set-cookie: a=b") for line in (heard + asked).split(b"\r\n"))


@pytest.mark.parametrize(
    "path",
    [
        "/static/../project/settings.py",
        "/static/..%2f..%2fproject/settings.py",
        "/static/%2e%2e/%2e%2e/project/settings.py",
        "/static/..%5c..%5cproject/settings.py",
        "/static/%252e%252e/project/settings.py",
        "/static//etc/passwd",
        "/static/css/%00../../settings.py",
        "/static/....//....//project/settings.py",
        "/api/chat/files/..%2f..%2f..%2fetc%2fpasswd",
        "/people/pictures/..%2f..%2fx/64.webp",
        "/people/pieces/..%2f..%2f..%2fetc%2fpasswd.webp",
    ],
)
def test_no_path_leads_out_of_the_folder(site: Site, path: str) -> None:
    heard = exchange(site, request(path=path))

    assert statuses(heard)[0] in {301, 302, 400, 404, 422}
    assert b"SECRET_KEY" not in heard
    assert b"root:" not in heard

"""What every request passes, seen in real answers."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_answer_carries_the_headers_that_guard_a_browser(client: Client) -> None:
    answer = client.get("/")

    told = answer.headers
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["X-Frame-Options"] == "DENY"
    assert told["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"
    assert told["Permissions-Policy"].startswith("camera=()")


def test_page_allows_scripts_by_a_nonce_of_its_own_only(client: Client) -> None:
    first, second = client.get("/"), client.get("/")

    policies = [answer.headers["Content-Security-Policy"] for answer in (first, second)]
    for wanted in ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"):
        assert wanted in policies[0]
    assert "unsafe-inline" not in policies[0]
    nonces = [set(re.findall(r"'nonce-([^']+)'", policy)) for policy in policies]
    assert not nonces[0] & nonces[1]


def test_request_id_is_made_where_none_is_given(client: Client) -> None:
    answer = client.get("/healthz")

    assert re.fullmatch(r"req_[0-9a-f]{24}", answer.headers["X-Request-ID"])


@pytest.mark.parametrize("given", ["short", "x" * 65, "new\tline-of-a-log", "<script>alert</script>"])
def test_request_id_that_could_harm_a_log_is_replaced(client: Client, given: str) -> None:
    answer = client.get("/healthz", headers={"x-request-id": given})

    assert answer.headers["X-Request-ID"].startswith("req_")


def test_sane_request_id_is_kept(client: Client) -> None:
    answer = client.get("/healthz", headers={"x-request-id": "trace-0123456789"})

    assert answer.headers["X-Request-ID"] == "trace-0123456789"


def test_api_tells_the_limit_and_refuses_beyond_it(client: Client, few_requests: int) -> None:
    answers = [client.get("/api/boards", REMOTE_ADDR="198.51.100.7") for _ in range(few_requests + 1)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"api";q=3;w=60'
    assert answers[0].headers["RateLimit"].startswith('"api";r=2;t=')
    assert answers[3].json()["code"] == "TooManyRequests"
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60


def test_limit_of_one_caller_is_not_anothers(client: Client, few_requests: int) -> None:
    for _ in range(few_requests + 1):
        client.get("/api/boards", REMOTE_ADDR="198.51.100.8")

    other = client.get("/api/boards", REMOTE_ADDR="198.51.100.9")

    assert other.status_code == 200


def test_reading_files_of_a_chat_is_counted_by_itself(client: Client, few_requests: int) -> None:
    files = [client.get("/api/chat/files/x", REMOTE_ADDR="198.51.100.12") for _ in range(few_requests + 2)]
    boards = client.get("/api/boards", REMOTE_ADDR="198.51.100.12")

    assert {answer.status_code for answer in files} == {404}
    assert files[0].headers["RateLimit-Policy"] == '"downloads";q=600;w=60'
    assert boards.status_code == 200


def test_limit_holds_without_valkey(client: Client, few_requests: int, valkey_gone: None) -> None:
    answers = [client.get("/api/boards", REMOTE_ADDR="198.51.100.10") for _ in range(few_requests + 1)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_forged_forwarding_does_not_change_who_asks(client: Client, few_requests: int) -> None:
    codes = [
        client.get(
            "/api/boards", REMOTE_ADDR="198.51.100.11", headers={"x-forwarded-for": f"192.0.2.{number}"}
        ).status_code
        for number in range(few_requests + 1)
    ]

    assert codes == [200, 200, 200, 429]


@pytest.mark.parametrize("address", ["/boards/?search=%00", "/chat/?search=a%00b", "/people/%00/"])
def test_page_is_refused_for_an_address_with_a_nul(client: Client, address: str) -> None:
    refused = client.get(address)

    assert (refused.status_code, refused["Content-Type"].partition(";")[0]) == (400, "text/html")
    assert "This request cannot be understood." in refused.text

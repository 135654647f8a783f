"""More than anybody needs: refused in words, never with a failure of ours."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db
JSON = "application/json"
BOARDS = "/api/boards"


def sent(body: str) -> tuple[int, str]:
    """Status and media type of the answer to a body sent as JSON."""
    answer = Client(raise_request_exception=False).post(BOARDS, body, content_type=JSON)
    return answer.status_code, answer["Content-Type"]


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"home":' * 50_000,
        '{"title":' + "9" * 100_000 + "}",
        '{"title": 1e999999999}',
        '{"title": "\\ud800"}',
        '{"title": "\\u0000"}',
        '{"title": NaN, "home": Infinity}',
        '{"home": {"name": "a"}, "home": {"name": "b"}, "away": {"name": []}}',
        '"' + "a" * 900_000 + '"',
        "",
        "null",
    ],
    ids=lambda body: body[:20],
)
def test_json_beyond_all_measure_is_a_problem_of_the_sender(body: str) -> None:
    assert sent(body) in {(400, "application/problem+json"), (422, "application/problem+json")}


def test_bytes_that_are_no_text_are_a_problem_of_the_sender() -> None:
    answer = Client(raise_request_exception=False).generic("POST", BOARDS, b"\xff\xfe{\x00", content_type=JSON)

    assert answer.status_code in {400, 422}


def test_a_form_of_thousands_of_fields_is_refused() -> None:
    answer = Client(raise_request_exception=False).post("/name/", {f"field{n}": "x" for n in range(2000)})

    assert answer.status_code == 400


def test_an_upload_of_thousands_of_parts_is_refused() -> None:
    files = {f"file{n}": SimpleUploadedFile("a.txt", b"x") for n in range(300)}

    answer = Client(raise_request_exception=False).post("/api/chat/files", files)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("path", ["/boards/", "/chat/search/", "/chat/", "/api/boards", "/api/chat/search", "/name/"])
@pytest.mark.parametrize("query", ["q", "search", "page", "list", "next", "limit", "before"])
def test_a_query_of_any_length_breaks_no_page(path: str, query: str) -> None:
    browser = Client(raise_request_exception=False)

    for value in ("x" * 60_000, "9" * 5_000, "\x00", "%", "-1", "١٢٣", "\ud7ff" * 100, "' OR 1=1 --", "{{7*7}}"):
        answer = browser.get(path, {query: value})

        assert answer.status_code < 500, (path, query, value[:20])
        assert b"Traceback" not in answer.content


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "x" * 20_000},
        {"Accept-Language": ",".join(["en;q=0.1"] * 2_000)},
        {"Cookie": "session=" + "x" * 20_000},
        {"Cookie": ";".join(f"c{n}=x" for n in range(2_000))},
        {"If-None-Match": '"x"' * 5_000},
        {"If-Modified-Since": "x" * 5_000},
        {"Range": "bytes=" + ",".join("0-1" for _ in range(2_000))},
        {"Idempotency-Key": "x" * 5_000},
        {"Authorization": "Bearer " + "x" * 20_000},
        {"HX-Current-URL": "http://[" + "x" * 5_000},
        {"User-Agent": "\x7f" * 5_000},
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("path", ["/", "/boards/", "/account/settings/", "/api/boards", "/static/css/base.css"])
def test_a_header_of_any_length_breaks_no_page(path: str, headers: dict[str, str]) -> None:
    answer = Client(raise_request_exception=False, headers=headers).get(path)

    assert answer.status_code < 500


def test_a_problem_repeats_little_of_what_was_sent() -> None:
    answer = Client().post(BOARDS, json.dumps({"x" * 5_000: "<script>alert(1)</script>"}), content_type=JSON)

    assert answer.status_code == 422
    assert "<script>" not in answer.text

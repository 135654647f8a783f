"""Failed requests: told in words, with the id that finds them in the log."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from project import urls
from project.base.errors import NotFound, Refusal

pytestmark = pytest.mark.django_db


class SeatTaken(Refusal):
    """A refusal as an action would define it."""

    message = "This seat is taken."


def break_down(_request: HttpRequest) -> HttpResponse:
    msg = "the secret of the house"
    raise RuntimeError(msg)


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [*urls.urlpatterns, path("broken", break_down)]


def test_missing_page_carries_the_request_id(client: Client) -> None:
    answer = client.get("/no/such/page")

    assert answer.status_code == 404
    assert answer.headers["X-Request-ID"] in answer.text
    assert answer.headers["Content-Type"].startswith("text/html")


def test_broken_page_carries_the_request_id_and_no_secret(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)

    answer = client.get("/broken")

    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "secret of the house" not in answer.text


def test_unknown_host_is_refused(client: Client) -> None:
    answer = client.get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400


def test_form_of_another_site_is_refused() -> None:
    careful = Client(enforce_csrf_checks=True)

    answer = careful.post("/healthz")

    assert answer.status_code == 403
    assert answer.headers["X-Request-ID"] in answer.text


def test_missing_api_address_is_a_problem_with_the_request_id(client: Client) -> None:
    answer = client.get("/api/no-such-thing")

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "status": 404,
        "code": "NotFound",
        "title": "There is nothing here.",
        "detail": "",
        "request_id": answer.headers["X-Request-ID"],
    }


def test_body_that_is_no_json_is_a_problem(client: Client) -> None:
    answer = client.post("/api/boards", "{", content_type="application/json")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_input_that_does_not_fit_names_the_field(client: Client) -> None:
    answer = client.post("/api/boards", {}, content_type="application/json")

    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "InvalidInput")
    assert told["fields"] != {}


def test_refusal_has_words_status_and_the_name_of_its_class() -> None:
    refused, missing = SeatTaken(seat=4), NotFound()

    assert (str(refused), refused.status, refused.code) == ("This seat is taken.", 409, "SeatTaken")
    assert refused.extra == {"seat": 4}
    assert (missing.status, missing.code) == (404, "NotFound")

"""The OpenAPI document is valid, and says of every operation what holds for it."""

from typing import Any

import pytest
from django.test import Client
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from project.api import api

pytestmark = pytest.mark.django_db

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    """What is served."""
    told: dict[str, Any] = client.get("/api/openapi.json").json()
    return told


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def test_document_is_valid_openapi(document: dict[str, Any]) -> None:
    OPENAPI_31_VALIDATOR.validate(document)


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(document).values()]

    assert sorted(names) == sorted(set(names))


def test_no_model_stands_for_another_of_its_name() -> None:
    told = api.get_openapi_schema()

    assert vars(told)["clashes"] == set()


def test_every_refusal_is_described_as_a_problem(document: dict[str, Any]) -> None:
    shared = document["components"]["responses"]
    own = {
        (name, status)
        for name, operation in operations(document).items()
        for status, answer in operation["responses"].items()
        if status >= "400" and answer != {"$ref": f"#/components/responses/{status}"}
    }

    assert {tuple(answer["content"]) for answer in shared.values()} == {("application/problem+json",)}
    assert own <= {("GET /api/health", "503")}


def test_every_answer_that_has_a_body_is_described(document: dict[str, Any]) -> None:
    silent = [
        (name, status)
        for name, operation in operations(document).items()
        for status, answer in operation["responses"].items()
        if "$ref" not in answer and status not in {"204", "304"} and not answer.get("content")
    ]

    assert silent == []


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(references, value)) if value else set()
        if not isinstance(value, dict):
            return set()
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(references, value.values()))

    def leads(reference: str) -> bool:
        here: Any = document
        for part in reference.removeprefix("#/").split("/"):
            here = here.get(part, {})
        return bool(here)

    assert [reference for reference in sorted(references(document)) if not leads(reference)] == []


def test_every_unsafe_operation_asks_a_browser_for_its_token(document: dict[str, Any]) -> None:
    for name, operation in operations(document).items():
        by_session = [way for way in operation["security"] if "session" in way]
        assert all(("csrf" in way) == (not name.startswith("GET ")) for way in by_session), name


def test_every_body_in_json_is_an_object(document: dict[str, Any]) -> None:
    """What the reader holds bodies to."""
    for name, operation in operations(document).items():
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        while schema is not None and "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        assert schema is None or schema.get("type") == "object", name

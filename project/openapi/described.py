"""The OpenAPI document: what each room says of its operations, and once for all what every operation shares."""

from typing import Any

from django.urls import reverse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.schema import NinjaGenerateJsonSchema
from pydantic import BaseModel

from project.base.problems import Problem
from project.openapi.guards import SCHEMES, security_of
from project.openapi.operations import hold_operation
from project.openapi.problems import refusals_of, shared_responses
from project.openapi.reading import StrictParser

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
JSON = "application/json"
PARAMETERS: dict[str, dict[str, Any]] = {
    "Idempotency-Key": {
        "description": "The same request under the same key is done once and answered again, for a day.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    },
    "If-Match": {
        "description": "The ETag that you read: refused with 412 when it has changed since.",
        "schema": {"type": "string", "maxLength": 200},
    },
    "If-None-Match": {
        "description": "ETags that you have: answered 304, without a body, when one of them is the newest.",
        "schema": {"type": "string", "maxLength": 1000},
    },
}
HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-ID": {"description": "The request's id, which the logs carry.", "schema": {"type": "string"}},
    "RateLimit-Policy": {
        "description": "The limit: its name, `q` requests in `w` seconds.",
        "schema": {"type": "string"},
    },
    "RateLimit": {"description": "Where you stand: `r` requests left, `t` seconds.", "schema": {"type": "string"}},
    "ETag": {"description": "The version of this answer.", "schema": {"type": "string"}},
    "Link": {"description": "Other pages of this list (RFC 8288).", "schema": {"type": "string"}},
}
SHARED_HEADERS = ("X-Request-ID", "RateLimit-Policy", "RateLimit")


class DescribedAPI(NinjaAPI):
    """Ninja, which reads strictly and tells in its description what every operation shares."""

    def __init__(self, **options: Any) -> None:
        super().__init__(parser=StrictParser(), **options)
        self._documents: dict[str, OpenAPISchema] = {}
        self.add_decorator(hold_operation, mode="view")

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """The document, which stays the same as long as the program runs: nobody may change what they are given."""
        prefix = kwargs.get("path_prefix")
        if prefix is None:
            prefix = reverse(f"{self.urls_namespace}:api-root", kwargs=kwargs.get("path_params") or {})
        # Making it takes a second: whoever asks again and again shall not keep a process busy.
        if prefix not in self._documents:
            self._documents[prefix] = self._describe(prefix)
        return self._documents[prefix]

    def _describe(self, prefix: str) -> OpenAPISchema:
        document = _Document(self, prefix)
        document["components"] |= {
            "securitySchemes": SCHEMES,
            "responses": shared_responses(),
            "headers": HEADERS,
            "parameters": {name: {"name": name, "in": "header", **said} for name, said in PARAMETERS.items()},
        }
        document["components"]["schemas"]["Problem"] = schema_of(Problem)
        return document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Room and function, from which clients are generated: `tests/project/openapi` holds it unique."""
        room = operation.tags[0] if operation.tags else "api"
        return f"{room}_{operation.view_func.__name__}"


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """A model's JSON Schema as the document's components know it."""
    return model.model_json_schema(schema_generator=NinjaGenerateJsonSchema)


class _Document(OpenAPISchema):
    def __init__(self, *args: Any) -> None:
        # Two rooms' models of one name: the later would stand for both. A test holds this empty.
        self.clashes: set[str] = set()
        super().__init__(*args)

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Models by their names."""
        self.clashes |= {name for name in definitions if self.schemas.get(name, definitions[name]) != definitions[name]}
        super().add_schema_definitions(definitions)

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """One operation, with its refusals, headers, security and conditions."""
        told: dict[str, Any] = super().operation_details(operation)
        unsafe = bool(UNSAFE.intersection(operation.methods))
        told["security"], scope = security_of(operation, path=self._path, unsafe=unsafe)
        if scope:
            told["x-scope"] = scope
        told["parameters"] = [*told["parameters"], *_parameters(operation, unsafe=unsafe)]
        told["responses"] = _responses(told, operation, unsafe=unsafe)
        deprecation = getattr(operation.view_func, "deprecation", None)
        if deprecation is not None:
            told |= {"deprecated": True, "x-sunset": deprecation.sunset.isoformat(), "x-instead": deprecation.instead}
        return told

    def methods(self, operations: list[Operation]) -> dict[str, Any]:
        """The operations of one path."""
        self._path = operations[0].path if operations else ""
        told: dict[str, Any] = super().methods(operations)
        return told


def _parameters(operation: Operation, *, unsafe: bool) -> list[dict[str, str]]:
    named = ["Idempotency-Key"] if unsafe else ["If-None-Match"]
    if getattr(operation.view_func, "versioned", False):
        named.append("If-Match")
    return [{"$ref": f"#/components/parameters/{name}"} for name in named]


def _responses(told: dict[str, Any], operation: Operation, *, unsafe: bool) -> dict[str, Any]:
    """What the operation says of its own answers, with every refusal in the one form."""
    own = {str(status): answer for status, answer in told["responses"].items()}
    found = {status: answer for status, answer in own.items() if status < "400" or not _is_problem(answer)}
    for status, answer in found.items():
        _tell_headers(answer, tagged=not unsafe and status == "200")
    if not unsafe:
        found["304"] = {"description": "Not Modified"}
    named = {int(status) for status in own if status >= "400" and status not in found}
    for number in sorted(named | refusals_of(told, operation, unsafe=unsafe)):
        found.setdefault(str(number), {"$ref": f"#/components/responses/{number}"})
    return dict(sorted(found.items()))


def _is_problem(answer: dict[str, Any]) -> bool:
    schema = answer.get("content", {}).get(JSON, {}).get("schema", {})
    return str(schema.get("$ref", "")).endswith(("/Problem", "/ProblemOut")) or not answer.get("content")


def _tell_headers(answer: dict[str, Any], *, tagged: bool) -> None:
    names = (*SHARED_HEADERS, "ETag") if tagged else SHARED_HEADERS
    known = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    answer["headers"] = {**known, **answer.get("headers", {})}

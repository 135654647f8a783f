"""The refusals that operations share: described once, and named by each operation where they may occur."""

from http import HTTPStatus
from typing import Any

from ninja.operation import Operation

from project.accounts.access import Who
from project.base.http import PROBLEM

WORDS: dict[int, str] = {
    400: "The address or the body is not what it says: no UTF-8, no JSON (`BodyNotJson`, `AddressNotText`).",
    401: "Nobody known, or a token that has ended (`NotSignedIn`, `NotAuthenticated`).",
    403: "Known, and not allowed: another's, a scope that is missing, a cookie without the page's token (`Forbidden`).",
    404: "Nothing here, or nothing that you may know of (`NotFound`).",
    405: "The address has other methods: `Allow` lists them (`MethodNotAllowed`).",
    409: "Not possible as things stand, or still being done under this `Idempotency-Key`.",
    412: "Changed since you read it (`VersionMoved`), or nothing to compare with `If-Match` (`NoVersionHere`).",
    413: "Larger than is read here (`BodyTooLarge`).",
    415: "Not a kind of content that is read here; packed bodies are not (`WrongContentType`).",
    416: "The file has no such part (`NoSuchPart`).",
    422: "Understood, and not valid: `fields` says which field, and why (`InvalidInput`).",
    429: "Too many of them: `Retry-After` says in how many seconds there is room again (`TooManyRequests`).",
    500: "A mistake of ours: tell us the `request_id` (`InternalError`).",
    503: "Away for a moment, and nothing to be done uncounted (`LimitsAway`).",
}
ALWAYS = frozenset({400, 401, 403, 429, 500, 503})
HEADERS: dict[int, dict[str, Any]] = {
    405: {"Allow": {"description": "The methods of this address.", "schema": {"type": "string"}}},
    429: {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}},
}


def shared_responses() -> dict[str, Any]:
    """The components that operations refer to, by status."""
    return {str(status): _response(status, words) for status, words in WORDS.items()}


def _response(status: int, words: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": f"{HTTPStatus(status).phrase}. {words}",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    headers = {"X-Request-ID": {"$ref": "#/components/headers/X-Request-ID"}, **HEADERS.get(status, {})}
    return {**told, "headers": headers}


def refusals_of(told: dict[str, Any], operation: Operation, *, unsafe: bool) -> set[int]:
    """The statuses that may occur at an operation whatever its room says."""
    found = set(ALWAYS)
    places = {parameter.get("in") for parameter in told["parameters"]}
    asked = getattr(operation.view_func, "access", None)
    if "path" in places or (asked is not None and asked.who in {Who.STAFF, Who.ADMIN}):
        found.add(404)
    if places & {"path", "query"}:
        found.add(422)
    if unsafe:
        found |= {409, 412, 413, 422}
    if "requestBody" in told:
        found |= {415}
    return found

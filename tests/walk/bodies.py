"""What a request says: made from the operation's own schema, so that a refusal is about who asks and not about what."""

from typing import Any

from project.api import api
from tests.walk.addresses import Address
from tests.walk.samples import FORMS, QUERIES, VALUES
from tests.walk.world import World

type Json = dict[str, Any]
_document: Json = {}


def document() -> Json:
    """The API's description of itself."""
    if not _document:
        _document.update(api.get_openapi_schema())
    return _document


def form_of(world: World, address: Address) -> dict[str, str]:
    """The form of a page."""
    return {
        name: value if isinstance(value, str) else value(world) for name, value in FORMS.get(address.name, {}).items()
    }


def query_of(world: World, address: Address) -> Json:
    """The query parameters of an operation."""
    made = QUERIES.get(_operation(address))
    return made(world) if made else {}


def body_of(world: World, address: Address) -> tuple[str, Json] | None:
    """Content type and fields of the operation's body; None when it has none."""
    content = _described(address).get("requestBody", {}).get("content", {})
    for kind, said in content.items():
        return kind, _object(world, _operation(address), said["schema"])
    return None


def _operation(address: Address) -> str:
    return address.operation.view_func.__name__ if address.operation is not None else ""


def _described(address: Address) -> Json:
    path = "/" + address.route.replace("<", "{").replace(">", "}")
    found = document()["paths"].get(path, {}).get(address.method.lower(), {})
    return dict(found)


def _object(world: World, operation: str, schema: Json) -> Json:
    schema = _resolved(schema)
    wanted = {*schema.get("required", ()), *_meant(operation, schema)} or set(list(schema.get("properties", ()))[:1])
    return {name: _value(world, operation, name, schema["properties"][name]) for name in sorted(wanted)}


def _meant(operation: str, schema: Json) -> list[str]:
    return [name for name in schema.get("properties", ()) if f"{operation}.{name}" in VALUES]


def _value(world: World, operation: str, name: str, schema: Json) -> Any:
    made = VALUES.get(f"{operation}.{name}") or VALUES.get(name)
    return made(world) if made else _plain(world, operation, _resolved(schema))


def _plain(world: World, operation: str, schema: Json) -> Any:
    known = [schema[word] for word in ("const", "default") if schema.get(word) is not None] or schema.get("enum")
    if known:
        return known[0]
    if "anyOf" in schema:
        return _plain(world, operation, _resolved(schema["anyOf"][0]))
    if schema.get("type") == "object":
        return _object(world, operation, schema)
    if schema.get("type") == "array":
        return [_plain(world, operation, _resolved(schema["items"]))][: schema.get("maxItems", 1)]
    text = "walk"[: schema.get("maxLength", 4)].ljust(schema.get("minLength", 0), "k")
    return {"integer": schema.get("minimum", 1), "number": 1, "boolean": True}.get(schema.get("type", ""), text)


def _resolved(schema: Json) -> Json:
    while "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema

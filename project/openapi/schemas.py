"""JSON Schema in the words of a page: rows of fields, and values that fit."""

import json
from dataclasses import dataclass
from typing import Any

MOST_LEVELS = 3
BOUNDS = {
    "minimum": "≥ {}",
    "maximum": "≤ {}",
    "minLength": "at least {} letters",
    "maxLength": "at most {} letters",
    "minItems": "at least {}",
    "maxItems": "at most {}",
    "pattern": "{}",
}
type Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One field: how deep it lies, its type, and what else must hold."""

    name: str
    type: str
    level: int
    required: bool
    words: str


def resolved(document: Document, schema: Document) -> Document:
    """The schema that a reference leads to."""
    while "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def type_of(document: Document, schema: Document) -> str:
    """The type in a word: `text`, `number`, `list of …`, the name of a model, or alternatives."""
    if "$ref" in schema:
        found = resolved(document, schema)
        return type_of(document, found) if "enum" in found else str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    for name in ("anyOf", "oneOf", "allOf"):
        if name in schema:
            return " | ".join(dict.fromkeys(type_of(document, one) for one in schema[name]))
    if schema.get("type") == "array":
        return f"list of {type_of(document, schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")


def rows_of(document: Document, schema: Document, *, level: int = 0) -> list[Row]:
    """The fields of an object, with those of what lies in it, three levels deep."""
    found = resolved(document, schema)
    rows: list[Row] = []
    for name, field in found.get("properties", {}).items():
        required = name in found.get("required", [])
        kind = type_of(document, field)
        rows.append(Row(name=name, type=kind, level=level, required=required, words=_words(field)))
        inner = _inner(field)
        if inner and level + 1 < MOST_LEVELS:
            rows += rows_of(document, inner, level=level + 1)
    return rows


def _inner(field: Document) -> Document | None:
    """The object in a field, in its list, or in its only alternative to null."""
    for one in (field, field.get("items", {}), *field.get("anyOf", [])):
        if "$ref" in one or "properties" in one:
            inner: Document = one
            return inner
    return None


def _words(field: Document) -> str:
    said = [str(field["description"])] if field.get("description") else []
    for part in (field, *field.get("anyOf", [])):
        said += [text.format(part[name]) for name, text in BOUNDS.items() if name in part]
    if field.get("default") not in (None, ""):
        said.append(f"default {json.dumps(field['default'], ensure_ascii=False)}")
    return " · ".join(said)


def example_of(document: Document, schema: Document, *, level: int = 0) -> Any:
    """A value of this shape, to start from."""
    found = resolved(document, schema)
    for name in ("const", "default"):
        if name in found:
            return found[name]
    if "enum" in found:
        return found["enum"][0]
    for name in ("anyOf", "oneOf", "allOf"):
        if name in found:
            return example_of(document, found[name][0], level=level)
    if found.get("type") == "object" and level < MOST_LEVELS:
        required = set(found.get("required", []))
        fields = found.get("properties", {})
        return {name: example_of(document, one, level=level + 1) for name, one in fields.items() if name in required}
    return {"integer": 1, "number": 1.0, "boolean": True, "array": [], "object": {}}.get(str(found.get("type")), "…")

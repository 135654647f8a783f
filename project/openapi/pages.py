"""The pages of the API's documents: plain values for the templates, read from the documents that programs read."""

import json
from typing import Any

from project.openapi.schemas import Document, example_of, resolved, rows_of, type_of
from project.openapi.words import paragraphs

JSON = "application/json"


def page_of_operations(document: Document, *, origin: str) -> dict[str, Any]:
    """Rooms with their operations, the ways in, and the refusals that all share."""
    rooms: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            told = _operation(document, path, method, operation, origin=origin)
            rooms.setdefault(operation.get("tags", ["other"])[0], []).append(told)
    components = document["components"]
    return {
        "about": paragraphs(document["info"]["description"]),
        "rooms": sorted(rooms.items()),
        "count": sum(map(len, rooms.values())),
        "schemes": components["securitySchemes"],
        "refusals": {status: answer["description"] for status, answer in components["responses"].items()},
        "origin": origin,
    }


def _operation(document: Document, path: str, method: str, operation: dict[str, Any], *, origin: str) -> dict[str, Any]:
    parameters = [resolved(document, parameter) for parameter in operation["parameters"]]
    body = _body(document, operation)
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "about": paragraphs(operation.get("description", "")),
        "parameters": [
            {**one, "type": type_of(document, one["schema"]), "bounds": _bounds(document, one["schema"])}
            for one in parameters
        ],
        "body": body,
        "answers": _answers(document, operation),
        "refusals": [status for status, answer in operation["responses"].items() if "$ref" in answer],
        "ways": _ways(operation),
        "scope": operation.get("x-scope", ""),
        "deprecated": operation.get("x-sunset", ""),
        "instead": operation.get("x-instead", ""),
        "curl": _curl(document, path, method, operation, body, origin=origin),
    }


def _bounds(document: Document, schema: Document) -> str:
    rows = rows_of(document, {"properties": {"it": schema}})
    return rows[0].words


def _body(document: Document, operation: dict[str, Any]) -> dict[str, Any] | None:
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = content["schema"]
        example = json.dumps(example_of(document, schema), ensure_ascii=False)
        return {"kind": kind, "rows": rows_of(document, schema), "name": type_of(document, schema), "example": example}
    return None


def _answers(document: Document, operation: dict[str, Any]) -> list[dict[str, Any]]:
    told = []
    for status, answer in operation["responses"].items():
        if "$ref" in answer:
            continue
        schema = answer.get("content", {}).get(JSON, {}).get("schema")
        rows = rows_of(document, schema) if schema else []
        name = type_of(document, schema) if schema else ", ".join(answer.get("content", {}))
        told.append({"status": status, "words": answer["description"], "rows": rows, "name": name})
    return told


def _ways(operation: dict[str, Any]) -> list[str]:
    return [" + ".join(way) or "nobody in particular" for way in operation["security"]]


def _curl(
    document: Document, path: str, method: str, operation: dict[str, Any], body: dict[str, Any] | None, *, origin: str
) -> str:
    lines = [f"curl {'' if method == 'get' else f'-X {method.upper()} '}'{origin}{path}'"]
    if {} not in operation["security"]:
        lines.append("-H 'Authorization: Bearer rlt_…'")
    if body and body["kind"] == JSON:
        lines += ["-H 'Content-Type: application/json'", f"-d '{body['example']}'"]
    elif body:
        fields = resolved(document, operation["requestBody"]["content"][body["kind"]]["schema"])["properties"]
        lines += [f"-F '{name}=…'" for name in fields]
    return " \\\n  ".join(lines)


def page_of_topics(document: Document) -> dict[str, Any]:
    """Kinds of topics with their messages, and the protocol's frames."""
    messages = document["components"]["messages"]
    kinds = [
        {**channel, "name": name, "messages": [_message(document, messages, name, one) for one in channel["messages"]]}
        for name, channel in document["channels"].items()
        if name != "socket"
    ]
    frames = {
        side: [_frame(document, messages[key]) for key in messages if key.startswith(f"{side}.")]
        for side in ("client", "server")
    }
    return {"about": paragraphs(document["info"]["description"]), "kinds": kinds, "frames": frames}


def _message(document: Document, messages: dict[str, Any], channel: str, name: str) -> dict[str, Any]:
    payload = messages[f"{channel}.{name}"]["payload"]
    found = resolved(document, payload)
    data = found if name == "snapshot" else found["properties"]["data"]
    words = found.get("description", "")
    return {"name": name, "words": words, "rows": rows_of(document, data), "type": type_of(document, data)}


def _frame(document: Document, message: dict[str, Any]) -> dict[str, Any]:
    found = resolved(document, message["payload"])
    return {"name": message["name"], "words": found.get("description", ""), "rows": rows_of(document, found)}

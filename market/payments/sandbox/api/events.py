"""What happened, and who is told of it."""

from typing import Any

from market.payments.sandbox import moments, store, wire
from market.payments.sandbox.api.finding import need
from market.payments.sandbox.api.listing import list_kept, page
from market.payments.sandbox.errors import missing

ENDPOINT = "webhook_endpoint"
UNDELIVERED = "EXISTS (SELECT 1 FROM deliveries WHERE event = events.id AND state <> 'delivered')"


def retrieve(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One event."""
    rows = store.store().rows("SELECT body FROM events WHERE id = ?", key)
    if not rows:
        raise missing("event", key)
    return _with_waiting(wire.read(rows[0][0]))


def list_all(given: dict[str, Any]) -> dict[str, Any]:
    """Events, newest first; a type may end in `.*`."""
    where: list[str] = ["1"]
    values: list[Any] = []
    kinds = given.get("types") or ([given["type"]] if "type" in given else [])
    if kinds:
        where.append(f"({' OR '.join(['kind GLOB ?'] * len(kinds))})")
        values += kinds
    if "delivery_success" in given:
        where.append(("NOT " if given["delivery_success"] else "") + UNDELIVERED)
    found = page("events", given, url="/v1/events", where=where, values=values, kind="event")
    found["data"] = [_with_waiting(event) for event in found["data"]]
    return found


def create_endpoint(given: dict[str, Any]) -> dict[str, Any]:
    """A new address to be told; only this answer has its secret."""
    body = {
        "id": store.new_id("we"),
        "object": ENDPOINT,
        "api_version": given.get("api_version"),
        "application": None,
        "created": moments.now(),
        "description": given.get("description"),
        "enabled_events": given["enabled_events"],
        "livemode": False,
        "metadata": given.get("metadata", {}),
        "status": "enabled",
        "url": given["url"],
    }
    secret = store.new_id("whsec", length=32)
    store.add(body, hidden={"secret": secret})
    return body | {"secret": secret}


def retrieve_endpoint(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """One address."""
    return need(ENDPOINT, key, param="webhook_endpoint").body


def list_endpoints(given: dict[str, Any]) -> dict[str, Any]:
    """All addresses, newest first."""
    return list_kept(ENDPOINT, given, url="/v1/webhook_endpoints", same={})


def delete_endpoint(_given: dict[str, Any], key: str) -> dict[str, Any]:
    """Tell this address nothing more."""
    need(ENDPOINT, key, param="webhook_endpoint")
    store.forget(key)
    return {"id": key, "object": ENDPOINT, "deleted": True}


def _with_waiting(event: dict[str, Any]) -> dict[str, Any]:
    rows = store.store().rows(
        "SELECT count(DISTINCT endpoint) FROM deliveries WHERE event = ? AND state <> 'delivered'", event["id"]
    )
    return event | {"pending_webhooks": rows[0][0]}

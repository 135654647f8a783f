"""Events: what happened to an object, with the object as it then was; kept in the same transaction."""

import time
from contextvars import ContextVar
from typing import Any

from market.payments.sandbox import moments, store, terms, wire
from market.payments.sandbox.delivery import postman
from market.payments.sandbox.moods import moods

# Who asked for it: request id and idempotency key; None where it happens by itself.
asking: ContextVar[dict[str, str | None] | None] = ContextVar("asking", default=None)
BY_ITSELF = {"id": None, "idempotency_key": None}


def announce(kind: str, subject: dict[str, Any], *, before: dict[str, Any] | None = None) -> None:
    """Say that `kind` happened to an object; `before` are the former values of what changed."""
    told = [endpoint for endpoint in endpoints() if listens(endpoint, kind)]
    data = {"object": subject} | ({"previous_attributes": before} if before else {})
    event = {
        "id": store.new_id("evt"),
        "object": "event",
        "api_version": terms.API_VERSION,
        "created": moments.now(),
        "data": data,
        "livemode": False,
        "pending_webhooks": len(told),
        "request": asking.get() or BY_ITSELF,
        "type": kind,
    }
    store.store().rows(
        "INSERT INTO events (id, kind, created, body) VALUES (?, ?, ?, ?)",
        *(event["id"], kind, event["created"], wire.write(event)),
    )
    for endpoint in told:
        send_later(str(event["id"]), str(endpoint["id"]))


def send_later(event: str, endpoint: str) -> None:
    """Put a delivery on its way, or aside while they are held."""
    state = "dropped" if moods().is_dropped() else "held" if moods().webhooks_held else "waiting"
    for _copy in range(moods().webhook_copies):
        store.store().rows(
            "INSERT INTO deliveries (event, endpoint, state, due_at) VALUES (?, ?, ?, ?)",
            *(event, endpoint, state, time.time()),
        )
    store.store().after.append(postman.wake)


def endpoints() -> list[dict[str, Any]]:
    """Those that were made through the API, else the program beside us."""
    made = [kept.body | {"secret": kept.hidden["secret"]} for kept in store.of_kind("webhook_endpoint")]
    return made or [default_endpoint()]


def default_endpoint() -> dict[str, Any]:
    """The program that was started with us."""
    return {
        "id": "default",
        "url": moods().webhook_url,
        "secret": terms.WEBHOOK_SECRET,
        "enabled_events": ["*"],
        "status": "enabled",
    }


def listens(endpoint: dict[str, Any], kind: str) -> bool:
    """Whether an endpoint wants to hear of this kind."""
    wanted = endpoint["enabled_events"]
    return endpoint["status"] == "enabled" and ("*" in wanted or kind in wanted)

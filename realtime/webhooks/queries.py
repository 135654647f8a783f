"""What owners see of their endpoints: how each stands, and what it was told."""

from typing import Any

from realtime.events import utc_text
from realtime.webhooks.models import Delivery, Endpoint

SHOWN = 50


def endpoints_of(topic: str) -> list[dict[str, Any]]:
    """The endpoints that follow a topic, the oldest first."""
    return [told(endpoint) for endpoint in Endpoint.objects.filter(topic=topic).order_by("pk")]


def told(endpoint: Endpoint) -> dict[str, Any]:
    """One endpoint without its secret."""
    return {
        "id": endpoint.public_id,
        "url": endpoint.url,
        "state": endpoint.state,
        "failures": endpoint.failures,
        "waiting": endpoint.deliveries.filter(state="waiting").count(),
        "created_at": utc_text(endpoint.created_at),
    }


def deliveries_of(endpoint: Endpoint) -> list[dict[str, Any]]:
    """The newest deliveries, the newest first."""
    return [_delivery(row) for row in endpoint.deliveries.order_by("-pk")[:SHOWN]]


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "seq": row.seq,
        "name": row.name,
        "state": row.state,
        "attempts": row.attempts,
        "tries": row.tries,
    }

"""Orders as their topics tell them: what moves, small enough for one frame however large an order is.

Names are cut and timelines end with what is newest: pages fetch the rest, programs read `/api/orders`.
"""

from datetime import datetime
from typing import Any

from market.orders.models import Order
from market.orders.shown import as_json, desk_shown, list_shown, order_shown, sales_shown
from realtime.topics import Json

STEPS, PAPERS = 12, 12
NAME_BYTES = 120
OF_AN_ORDER = (
    *("id", "state", "currency", "total_minor", "refunded_minor", "placed_at", "paid_at", "count"),
    *("expires_at", "ended_at", "payment", "can_pay", "waits"),
)
OF_A_LINE = ("id", "kept_until", "grant", "refunded_minor", "releases_at", "released_at")
OF_A_STEP = ("kind", "words", "at")


def order_told(order: Order) -> Json:
    """The value of `order.<id>`."""
    whole = order_shown(order)
    value = {name: whole[name] for name in OF_AN_ORDER}
    value["lines"] = [_some(line, OF_A_LINE) for line in whole["lines"]]
    value["steps"] = [_some(step, OF_A_STEP) for step in whole["steps"][-STEPS:]]
    value["papers"] = whole["papers"][-PAPERS:]
    return _sent(value)


def list_told(person_id: int) -> Json:
    """The value of `orders.<person>`."""
    return _sent({"orders": [_head(head) for head in list_shown(person_id)["orders"]]})


def sales_told(seller_id: int) -> Json:
    """The value of `sales.<person>`."""
    whole = sales_shown(seller_id)
    return _sent({**whole, "sales": [{**sale, "title": short(sale["title"])} for sale in whole["sales"]]})


def desk_told(now: datetime) -> Json:
    """The value of `sales.desk`."""
    whole = desk_shown(now)
    return _sent({**whole, "orders": [_head(head) for head in whole["orders"]]})


def short(text: str) -> str:
    """The beginning of a text, so many bytes at most, and no half letters."""
    sent = text.encode()
    return text if len(sent) <= NAME_BYTES else sent[: NAME_BYTES - 3].decode(errors="ignore") + "…"


def _head(head: Json) -> Json:
    return {**head, "titles": [short(title) for title in head["titles"][:1]]}


def _some(value: Json, names: tuple[str, ...]) -> Json:
    told = {name: value[name] for name in names}
    return told | ({"words": short(told["words"])} if "words" in told else {})


def _sent(value: Any) -> Json:
    sent: Json = as_json(value)
    return sent

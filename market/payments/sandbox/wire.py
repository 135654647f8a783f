"""JSON as it is kept, and as Stripe writes it: indented."""

from typing import Any

import orjson


def write(value: Any) -> str:
    """As short as can be, to be kept."""
    return orjson.dumps(value).decode()


def read(text: str | bytes) -> Any:
    """The value of a text."""
    return orjson.loads(text)


def pretty(value: Any) -> bytes:
    """As it goes over the wire."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)

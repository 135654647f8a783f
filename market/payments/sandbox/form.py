"""Bodies as Stripe's library writes them: `line_items[0][price_data][currency]=usd`."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from market.payments.sandbox.errors import StripeError

PART = re.compile(r"\[([^\[\]]*)\]")
MOST_LEVELS = 8


def read_form(text: str) -> dict[str, Any]:
    """Nested dicts of texts; an array is a dict with its positions as names."""
    found: dict[str, Any] = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=2000, errors="strict")
    except ValueError as error:
        raise StripeError("Invalid request body.", executed=False) from error
    for name, value in pairs:
        _put(found, list(_path(name)), value, name)
    return found


def _path(name: str) -> Iterable[str]:
    head, bracket, rest = name.partition("[")
    yield head
    if bracket:
        yield from PART.findall(bracket + rest)


def _put(found: dict[str, Any], path: list[str], value: str, name: str) -> None:
    wrong = StripeError(f"Invalid parameter: {name}", param=name, executed=False)
    if len(path) > MOST_LEVELS:
        raise wrong
    place = found
    for part in path[:-1]:
        place = place.setdefault(part or str(len(place)), {})
        if not isinstance(place, dict):
            raise wrong
    last = path[-1] or str(len(place))
    if isinstance(place.get(last), dict):
        raise wrong
    place[last] = value

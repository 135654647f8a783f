"""`expand[]`: the object in the place of its id."""

from typing import Any

from market.payments.sandbox import store
from market.payments.sandbox.errors import StripeError

_NAMES = "balance_transaction charge failure_balance_transaction latest_charge payment_intent payment_method source"
# Not shown unless it is asked for.
LISTED = {"checkout.session": "/v1/checkout/sessions", "tax.calculation": "/v1/tax/calculations"}
EXPANDABLE = frozenset(_NAMES.split())
DEEPEST = 4


def expand(answer: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    """The answer with what was wanted in it; refuses what cannot be expanded."""
    for path in wanted:
        parts = path.split(".")
        if len(parts) > DEEPEST + (parts[0] == "data"):
            raise _refused(path, "You cannot expand more than 4 levels of a property")
        _expand(answer, parts, path)
    return answer


def _expand(place: Any, parts: list[str], path: str) -> None:
    name, rest = parts[0], parts[1:]
    if name == "data" and place.get("object") == "list":
        for each in place["data"]:
            _expand(each, rest, path)
        return
    kind = place.get("object")
    if name == "line_items" and kind in LISTED:
        place.setdefault(name, _items(place, LISTED[kind]))
    elif name == "tax_breakdown" and kind == "tax.calculation_line_item":
        place[name] = _hidden(place, name)
    elif name not in EXPANDABLE or name not in place:
        raise _refused(path, f"This property cannot be expanded ({path}).")
    elif isinstance(place[name], str):
        found = store.find(place[name])
        place[name] = found.body if found else place[name]
    if rest and isinstance(place[name], dict):
        _expand(place[name], rest, path)


def _items(place: dict[str, Any], url: str) -> dict[str, Any]:
    data = _hidden(place, "items")
    url = f"{url}/{place['id']}/line_items"
    return {"object": "list", "data": data[:10], "has_more": len(data) > 10, "url": url}


def _hidden(place: dict[str, Any], name: str) -> list[dict[str, Any]]:
    kept = store.find(place["id"])
    found: list[dict[str, Any]] = kept.hidden[name] if kept else []
    return found


def _refused(path: str, message: str) -> StripeError:
    return StripeError(message, param="expand", executed=False)

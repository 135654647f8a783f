"""`expand[]`: the object in the place of its id."""

from typing import Any

from market.payments.sandbox import store
from market.payments.sandbox.errors import StripeError

_NAMES = (
    "balance_transaction charge failure_balance_transaction latest_charge line_items payment_intent "
    "payment_method source"
)
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
    if name not in EXPANDABLE or (name not in place and name != "line_items"):
        raise _refused(path, f"This property cannot be expanded ({path}).")
    if name == "line_items":
        place[name] = _items(place)
    elif isinstance(place[name], str):
        found = store.find(place[name])
        place[name] = found.body if found else place[name]
    if rest and isinstance(place[name], dict):
        _expand(place[name], rest, path)


def _items(session: dict[str, Any]) -> dict[str, Any]:
    kept = store.find(session["id"], kind="checkout.session")
    data = kept.hidden["items"] if kept else []
    url = f"/v1/checkout/sessions/{session['id']}/line_items"
    return {"object": "list", "data": data[:10], "has_more": len(data) > 10, "url": url}


def _refused(path: str, message: str) -> StripeError:
    return StripeError(message, param="expand", executed=False)

"""Lists in Stripe's form: newest first, so many at once, from one object on in either direction."""

from collections.abc import Mapping
from typing import Any

from market.payments.sandbox import store, wire
from market.payments.sandbox.errors import missing

BOUNDS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
USUAL = 10


def list_kept(kind: str, given: dict[str, Any], *, url: str, same: Mapping[str, Any]) -> dict[str, Any]:
    """A page of the objects of a kind whose fields are `same` (those that are None do not count)."""
    where, values = ["kind = ?"], [kind]
    for name, value in same.items():
        if value is not None:
            where.append(f"json_extract(body, '$.{name}') = ?")
            values.append(value)
    return page("objects", given, url=url, where=where, values=values, kind=kind)


def page(
    table: str, given: dict[str, Any], *, url: str, where: list[str], values: list[Any], kind: str
) -> dict[str, Any]:
    """A page of a table's rows under these conditions."""
    limit, newer = given.get("limit", USUAL), given.get("ending_before")
    for bound, value in given.get("created", {}).items():
        where, values = [*where, f"created {BOUNDS[bound]} ?"], [*values, value]
    for name, sign in (("starting_after", "<"), ("ending_before", ">")):
        if name in given:
            where, values = [*where, f"seq {sign} ?"], [*values, _place(table, given[name], name, kind)]
    rows = store.store().rows(
        f"SELECT body FROM {table} WHERE {' AND '.join(where)} ORDER BY seq {'' if newer else 'DESC'} LIMIT ?",  # noqa: S608
        *(*values, limit + 1),
    )
    data = [wire.read(body) for (body,) in rows[:limit]]
    if newer:
        data.reverse()
    return {"object": "list", "data": data, "has_more": len(rows) > limit, "url": url}


def page_of(items: list[dict[str, Any]], given: dict[str, Any], *, url: str, kind: str) -> dict[str, Any]:
    """A page of a list that is whole already."""
    keys = [item["id"] for item in items]
    first, last = 0, len(items)
    for name in ("starting_after", "ending_before"):
        if name in given and given[name] not in keys:
            raise missing(kind, given[name], param=name, status=400)
    limit = given.get("limit", USUAL)
    if "starting_after" in given:
        first = keys.index(given["starting_after"]) + 1
    if "ending_before" in given:
        last = keys.index(given["ending_before"])
        first = max(first, last - limit)
    found = items[first:last]
    more = first > 0 if "ending_before" in given else len(found) > limit
    return {"object": "list", "data": found[:limit], "has_more": more, "url": url}


def _place(table: str, key: str, name: str, kind: str) -> int:
    rows = store.store().rows(f"SELECT seq FROM {table} WHERE id = ?", key)  # noqa: S608 - our own table
    if not rows:
        raise missing(kind, key, param=name, status=400)
    return int(rows[0][0])

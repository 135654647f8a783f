"""How one event changes what a browser holds of a room or an inbox; pure, and the same in every reader."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

SHOWN_MESSAGES = 50
SHOWN_BYTES = 40_960
SHOWN_ROOMS = 40


def newest(messages: list[Json]) -> list[Json]:
    """The newest that fit a snapshot: weights only grow and messages only come, so its beginning only moves on."""
    room, first = SHOWN_BYTES, len(messages)
    for message in reversed(messages[-SHOWN_MESSAGES:]):
        room -= message["weight"]
        if room < 0 and first < len(messages):
            break
        first -= 1
    return messages[first:]


def is_earlier(messages: list[Json]) -> bool:
    """Whether the room has messages before these: places are contiguous from one."""
    return bool(messages) and messages[0]["seq"] > 1


def fold_room(snapshot: Json, name: str, data: Json) -> Json:
    """The room after one more event."""
    fold = _FOLDS.get(name)
    folded = fold(snapshot, data) if fold else snapshot
    messages = newest(folded["messages"])
    return {"room": folded["room"], "messages": messages, "earlier": is_earlier(messages)}


def _posted(held: Json, message: Json) -> Json:
    room = {**held["room"], "seq": message["seq"], "count": message["ordinal"]}
    return {"room": room, "messages": [*held["messages"], message]}


def _edited(held: Json, edited: Json) -> Json:
    messages = [_with_quote(message, edited["id"], edited["plain"]) for message in held["messages"]]
    return {**held, "messages": _updated(messages, edited["id"], edited)}


def _deleted(held: Json, gone: Json) -> Json:
    emptied: Json = {"html": "", "plain": "", "quote": None, "mentions": [], "reactions": [], "files": []}
    messages = [_with_quote(message, gone["id"], "") for message in held["messages"]]
    return {**held, "messages": _updated(messages, gone["id"], {**emptied, "deleted": gone["by"]})}


def _changed(held: Json, change: Json) -> Json:
    return {**held, "messages": _updated(held["messages"], change["id"], change)}


def _room_changed(held: Json, room: Json) -> Json:
    return {**held, "room": room}


def _became(held: Json, data: Json) -> Json:
    return {**held, "messages": [_under(message, data["was"], data["person"]) for message in held["messages"]]}


_FOLDS: dict[str, Callable[[Json, Json], Json]] = {
    "message.posted": _posted,
    "message.edited": _edited,
    "message.deleted": _deleted,
    "message.reacted": _changed,
    "message.replied": _changed,
    "room.changed": _room_changed,
    "person.became": _became,
}


def _updated(messages: list[Json], message_id: str, change: Json) -> list[Json]:
    return [{**message, **change} if message["id"] == message_id else message for message in messages]


def _with_quote(message: Json, quoted: str, plain: str) -> Json:
    quote = message["quote"]
    if quote is None or quote["id"] != quoted:
        return message
    return {**message, "quote": {**quote, "plain": plain}}


def _under(message: Json, was: str, person: Json) -> Json:
    """The message with everything of a guest under the person they turned out to be."""
    changed, now = dict(message), person["id"]
    if message["author"] and message["author"]["id"] == was:
        changed["author"] = person
    quote = message["quote"]
    if quote and quote["author"] and quote["author"]["id"] == was:
        changed["quote"] = {**quote, "author": person}
    if was in message["mentions"]:
        changed["html"] = message["html"].replace(was, now)
        changed["mentions"] = _instead(message["mentions"], was, now)
    changed["reactions"] = [{**one, "people": _instead(one["people"], was, now)} for one in message["reactions"]]
    return changed


def _instead(ids: list[str], was: str, now: str) -> list[str]:
    return [one for one in ids if one != was] if now in ids else [now if one == was else one for one in ids]


def fold_inbox(snapshot: Json, name: str, data: Json) -> Json:
    """The inbox with one room's entry replaced: places in it only rise, so what fell out of it stays out."""
    entry = data["entry"]
    others = [held for held in snapshot["rooms"] if held["room"]["id"] != entry["room"]["id"]]
    return {"rooms": in_order([*others, entry])}


def in_order(entries: list[Json]) -> list[Json]:
    """The newest entries, newest first."""
    return sorted(entries, key=lambda entry: (entry["at"], entry["room"]["id"]), reverse=True)[:SHOWN_ROOMS]

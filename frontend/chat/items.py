"""From messages to what stands in a room's list, by the same rules as `static/js/chat/items.js`; days are UTC here."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Json = dict[str, Any]
RUN = timedelta(minutes=5)
MOST_NAMES = 3


def items_of(
    messages: Iterable[Json], *, unread_from: int | None = None, me: str | None = None, thread: bool = False
) -> list[Json]:
    """Days, the unread line, folded notices and messages, in the order in which they are shown."""
    shown = [message for message in messages if thread or not message["thread"]]
    items: list[Json] = []
    before: Json | None = None
    for message in shown:
        lined = any(item["type"] == "unread" for item in items)
        is_line = unread_from is not None and not lined and _is_unread(message, unread_from, me)
        items += _heads(before, message, is_line=is_line, thread=thread)
        if message["kind"] == "text":
            items.append(_text(before, message, is_line=is_line))
        elif items and items[-1]["type"] == "notices":
            items[-1]["of"].append(message)
        else:
            items.append({"type": "notices", "key": f"notices-{message['seq']}", "of": [message]})
        before = message
    return [{**item, "said": said(item["of"])} if item["type"] == "notices" else item for item in items]


def _is_unread(message: Json, unread_from: int, me: str | None) -> bool:
    author = message["author"] or {}
    return bool(message["seq"] >= unread_from and message["kind"] == "text" and author.get("id") != me)


def _heads(before: Json | None, message: Json, *, is_line: bool, thread: bool) -> Iterator[Json]:
    day = day_of(message)
    if not thread and (before is None or day_of(before) != day):
        yield {"type": "day", "key": f"day-{day}", "day": day}
    if is_line:
        yield {"type": "unread", "key": "unread"}


def _text(before: Json | None, message: Json, *, is_line: bool) -> Json:
    return {"type": "message", "of": message, "grouped": not is_line and continues(before, message)}


def continues(before: Json | None, message: Json) -> bool:
    """Whether a message goes on where the one before it stopped, without naming its author again."""
    if before is None or before["kind"] != "text" or message["quote"] or day_of(before) != day_of(message):
        return False
    same = (before["author"] or {}).get("id") == (message["author"] or {}).get("id")
    return same and moment_of(message) - moment_of(before) < RUN


def moment_of(message: Json) -> datetime:
    """When it was written."""
    return datetime.fromisoformat(message["at"])


def day_of(message: Json) -> date:
    """The day of it, UTC."""
    return moment_of(message).date()


def said(notices: Sequence[Json]) -> str:
    """Who came and who went, in one line; who came and left again did neither."""
    net: dict[str, tuple[str, str]] = {}
    for notice in notices:
        author = notice["author"]
        if author is None or notice["kind"] == "notice":
            continue
        held = net.pop(author["id"], None)
        if held is None or held[0] == notice["kind"]:
            net[author["id"]] = (notice["kind"], author["name"])
    told = [notice["plain"] for notice in notices if notice["kind"] == "notice"]
    joined = [name for kind, name in net.values() if kind == "joined"]
    left = [name for kind, name in net.values() if kind == "left"]
    told += [_("{who} joined.").format(who=listed(joined))] if joined else []
    told += [_("{who} left.").format(who=listed(left))] if left else []
    return " ".join(told)


def listed(names: Sequence[str]) -> str:
    """Ada; Ada and Ben; Ada, Ben, Cyd, and 4 others."""
    if len(names) > MOST_NAMES + 1:
        rest = _("{count} others").format(count=len(names) - MOST_NAMES)
        names = [*names[:MOST_NAMES], rest]
    if len(names) < 2:
        return "".join(names)
    joint = pgettext("two people", "{first} and {last}") if len(names) == 2 else pgettext("list", "{first}, and {last}")
    return joint.format(first=", ".join(names[:-1]), last=names[-1])

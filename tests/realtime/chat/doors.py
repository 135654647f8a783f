"""Every way to a room and its messages, with the right it asks for; a door says whether it let somebody in."""

from collections.abc import Callable
from itertools import count
from typing import Any

import orjson
from django.test import Client

from realtime.topics import parse_topic
from tests.realtime.chat.cast import Stage, browser_of

Door = Callable[[Client, Stage, str], bool]
CLOSED = {403, 404, 409}
_numbers = count(1)


def _ask(method: str, path: str, body: Callable[[Stage, str], Any] | None = None) -> Door:
    def door(browser: Client, stage: Stage, who: str) -> bool:
        address = path.format(
            room=stage.room.public_id,
            root=stage.root["id"],
            own=stage.message_of(who)["id"],
            file=stage.file,
            report=stage.report,
            whom=stage.cast["stranger"].public_id,
            seq=stage.root["seq"],
        )
        sent = orjson.dumps(body(stage, who)) if body else b""
        answer = browser.generic(method, f"/api/chat{address}", sent, content_type="application/json")
        assert answer.status_code in {200, 201, 204} | CLOSED, (address, answer.status_code, answer.content)
        return answer.status_code not in CLOSED

    return door


def _message(**more: str) -> Callable[[Stage, str], Any]:
    def body(stage: Stage, who: str) -> Any:
        given = dict.fromkeys(more, stage.root["id"])
        return {"client_message_id": f"door-{next(_numbers):08}", "body": "Ahoy", **given}

    return body


def _topic(kind: str) -> Door:
    def door(browser: Client, stage: Stage, who: str) -> bool:
        topic = f"{kind}.{stage.room.public_id}"
        parsed = parse_topic(topic)
        assert parsed is not None
        return parsed[0].may_join(stage.cast[who], parsed[1])

    return door


def _search(browser: Client, stage: Stage, who: str) -> bool:
    answer = browser.get("/api/chat/search", {"q": "kumquat"})
    assert answer.status_code == 200
    return any(found["room"]["id"] == stage.room.public_id for found in answer.json()["found"])


def _listed(browser: Client, stage: Stage, who: str) -> bool:
    return stage.room.public_id in {room["id"] for room in browser.get("/api/chat/rooms").json()["rooms"]}


DOORS: dict[str, tuple[str, Door]] = {
    "room": ("r", _ask("GET", "/rooms/{room}")),
    "history": ("r", _ask("GET", "/rooms/{room}/messages")),
    "around": ("r", _ask("GET", "/rooms/{room}/messages?around={seq}")),
    "day": ("r", _ask("GET", "/rooms/{room}/messages?on=2026-01-01&zone=Europe/Berlin")),
    "old thread": ("r", _ask("GET", "/rooms/{room}/messages?thread={root}")),
    "people": ("r", _ask("GET", "/rooms/{room}/people")),
    "file": ("r", _ask("GET", "/files/{file}")),
    "small file": ("r", _ask("GET", "/files/{file}/small")),
    "socket": ("r", _topic("chat")),
    "pulse": ("r", _topic("pulse")),
    "rooms": ("r", _listed),
    "search": ("r", _search),
    "send": ("w", _ask("POST", "/rooms/{room}/messages", _message())),
    "answer in an old thread": ("w", _ask("POST", "/rooms/{room}/messages", _message(thread="root"))),
    "quote": ("w", _ask("POST", "/rooms/{room}/messages", _message(quote="root"))),
    "react": ("w", _ask("PUT", "/messages/{root}/reactions/👍")),
    "take a reaction back": ("w", _ask("DELETE", "/messages/{root}/reactions/👍")),
    "change the room": ("m", _ask("PATCH", "/rooms/{room}", lambda stage, who: {"about": "Mine now"})),
    "ban": ("m", _ask("POST", "/rooms/{room}/people/{whom}", lambda stage, who: {"action": "ban"})),
    "mute": ("m", _ask("POST", "/rooms/{room}/people/{whom}", lambda stage, who: {"action": "mute"})),
    "reports": ("m", _ask("GET", "/rooms/{room}/reports")),
    "decide": ("m", _ask("POST", "/reports/{report}", lambda stage, who: {"action": "dismiss"})),
    "log": ("m", _ask("GET", "/rooms/{room}/log")),
    "end invitations": ("m", _ask("DELETE", "/rooms/{room}/invitations")),
    "archive": ("o", _ask("PATCH", "/rooms/{room}", lambda stage, who: {"state": _other_state(stage)})),
}
# Doors of what somebody wrote or is: they ask for a right and for being the one.
OWN_DOORS: dict[str, tuple[str, Door]] = {
    "source": ("r", _ask("GET", "/messages/{own}/source")),
    "edit": ("w", _ask("PATCH", "/messages/{own}", lambda stage, who: {"body": "Other words"})),
}
# Rooms that stand beside an object are found through it: this one is listed for nobody.
UNLISTED = {"rooms", "search"}


def _other_state(stage: Stage) -> str:
    return "open" if stage.room.state == "archived" else "archived"


def let_through(doors: dict[str, tuple[str, Door]], stage: Stage, who: str, right: str) -> dict[str, bool]:
    """What each door that asks for this right said to them."""
    browser = browser_of(stage.cast[who])
    return {name: door(browser, stage, who) for name, (asked, door) in doors.items() if asked == right}

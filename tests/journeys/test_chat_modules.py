"""The chat's pure modules, run in a browser: folding under faults, what a list shows, times, counts and standing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from frontend.chat.items import items_of
from frontend.templatetags.chat import hue

STEPS = ["post", "post", "mine", "edit", "delete", "react", "hear", "hear", "hear", "repeat", "answer", "answer"]
STEPS += ["snapshot", "reload", "older", "read", "arrive", "trim"]


def call(page: Page, module: str, name: str, *arguments: Any) -> Any:
    """What an exported function of a module of the chat returns."""
    code = "async ([module, name, given]) => (await import(module))[name](...given)"
    return page.evaluate(code, [f"/static/js/chat/{module}.js", name, list(arguments)])


@example(steps=[*["post", "hear"] * 12, "trim", "read", *["react", "hear"] * 5, "arrive"])
@example(steps=["mine", "reload", "hear", "answer", "older"])
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=60))
def test_room_is_held_whole_in_order_and_once_however_it_is_heard(page: Page, steps: list[str]) -> None:
    world = page.evaluate("async (steps) => (await import('/talk.js')).talk(steps)", steps)

    assert world["held"] == world["truth"]
    assert world["waiting"] == []


def message(seq: int, author: str = "Ada", minute: int = 0, **more: Any) -> dict[str, Any]:
    """A message as everybody sees it."""
    at = f"2026-11-{20 + minute // 1440:02}T{minute // 60 % 24:02}:{minute % 60:02}:00.000Z"
    fixed = {"thread": None, "quote": None, "kind": "text", "client_message_id": f"c{seq}", "plain": f"Words {seq}"}
    return {"id": f"msg_{seq}", "seq": seq, "author": {"id": author, "name": author}, "at": at, **fixed, **more}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(
        st.tuples(
            st.sampled_from(["Ada", "Ben"]), st.integers(0, 700), st.sampled_from(["text", "text", "joined", "left"])
        ),
        max_size=25,
    ),
    unread=st.none() | st.integers(1, 25),
)
def test_list_is_arranged_as_the_server_arranges_it(page: Page, drawn: list[Any], unread: int | None) -> None:
    minute, messages = 0, []
    for seq, (author, gap, kind) in enumerate(drawn, start=1):
        minute += gap
        messages.append(message(seq, author, minute, kind=kind))
    state = {"messages": messages, "pending": [], "thread": None}

    here = call(page, "items", "itemsOf", state, {"unreadFrom": unread, "me": "Ben"})

    there = items_of(messages, unread_from=unread, me="Ben")
    assert [(item["type"], item.get("grouped")) for item in here] == [
        (item["type"], item.get("grouped")) for item in there
    ]


@pytest.mark.parametrize("person", ["", "usr_4Fh2", "gst_zzzz", "msg"])
def test_person_has_the_colour_that_the_server_gives(page: Page, person: str) -> None:
    assert call(page, "rows", "hueOf", person) == hue(person)


def test_who_came_and_left_again_did_neither(page: Page) -> None:
    kinds = [("joined", "Ada"), ("joined", "Ben"), ("left", "Ada"), ("left", "Cyd")]
    notices = [{"kind": kind, "author": {"id": name, "name": name}} for kind, name in kinds]

    assert call(page, "items", "comings", notices) == {"joined": ["Ben"], "left": ["Cyd"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [("hey @Ad", "Ad"), ("@", ""), ("(@Ben", "Ben"), ("mail@host", None), ("@Ada ", None), ("no", None)],
)
def test_name_is_looked_for_where_somebody_is_being_named(page: Page, text: str, name: str | None) -> None:
    assert call(page, "mentions", "nameBefore", text, len(text)) == name


def test_mention_names_the_id_where_two_share_a_name(page: Page) -> None:
    ada, other, ben = {"id": "u1", "name": "Ada"}, {"id": "u2", "name": "ada"}, {"id": "u3", "name": "Ben"}

    assert call(page, "mentions", "mentionOf", ada, [ada, other, ben]) == "@u1"
    assert call(page, "mentions", "mentionOf", ben, [ada, other, ben]) == "@Ben"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"room": {"state": "open"}, "you": {"role": "member"}}, None),
        ({"room": {"state": "archived"}, "you": {"role": "owner"}}, {"code": "archived"}),
        ({"room": {"state": "locked"}, "you": {"role": "member"}}, {"code": "locked"}),
        ({"room": {"state": "locked"}, "you": {"role": "moderator"}}, None),
        (
            {"room": {"state": "open"}, "you": {"role": "member", "muted_until": "1970-01-01T00:01:40Z"}},
            {"code": "muted", "seconds": 90},
        ),
        (
            {"room": {"state": "open", "slow_seconds": 30}, "you": {"role": "member"}, "lastAt": 5_000},
            {"code": "slow", "seconds": 25},
        ),
        ({"room": {"state": "open", "slow_seconds": 30}, "you": {"role": "owner"}, "lastAt": 5_000}, None),
    ],
)
def test_reason_why_one_cannot_write_is_known_before_trying(page: Page, facts: Any, why: Any) -> None:
    assert call(page, "standing", "whyNot", facts, 10_000) == why


def test_reaction_of_ones_own_is_added_and_taken_back(page: Page) -> None:
    others = [{"emoji": "👍", "people": ["u2"], "count": 1}]

    added = call(page, "reactions", "toggled", others, "👍", "u1")

    assert added == [{"emoji": "👍", "people": ["u2", "u1"], "count": 2}]
    assert call(page, "reactions", "toggled", added, "👍", "u1") == others


def test_header_counts_what_one_wants_to_hear_of(page: Page) -> None:
    def entry(**more: Any) -> dict[str, Any]:
        fixed = {"count": 5, "read_count": 2, "unread_mentions": 1, "notify": "all", "here": True, "crowded": False}
        return {**fixed, **more}

    rooms = [
        entry(),
        entry(notify="mentions"),
        entry(notify="nothing"),
        entry(here=False),
        entry(crowded=True, count=None),
    ]

    assert call(page, "unread", "totalOf", rooms) == {"unread": 5, "called": True}


def test_message_is_told_as_late_as_its_reader_watches(page: Page) -> None:
    early, edited = message(1, minute=0), message(2, minute=0, edited_at="2026-11-20T00:00:30.000Z")

    now = datetime(2026, 11, 20, 0, 0, 25, tzinfo=UTC).timestamp() * 1000

    parted = call(page, "late", "parted", [early, edited], 20_000, now)

    assert [one["id"] for one in parted["due"]] == ["msg_1"]
    assert [one["id"] for one in parted["held"]] == ["msg_2"]


def test_picture_is_never_shown_larger_than_it_is(page: Page) -> None:
    assert call(page, "files", "fitted", 1200, 700) == {"width": 360, "height": 210}
    assert call(page, "files", "fitted", 40, 30) == {"width": 40, "height": 30}

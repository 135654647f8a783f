"""For every kind there is: a snapshot, and every event after it, folded, is a fresh snapshot."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.models import EventRow, Topic
from realtime.scoreboards.seats import ask_for_seat, give_seat, leave_seat, refuse_seat, take_seat
from realtime.scoreboards.table import SEATS, SeatName
from realtime.topics import Kind, KindTaken, Mode, everyone, parse_topic, register, registered
from tests.market.cart.acts import cart_deeds
from tests.market.catalog.acts import listing_deeds, product_deeds, reviews_deeds, sheet_deeds
from tests.market.flows.acts import deeds_of
from tests.probe.actions import make_mark
from tests.project.accounts.roles.acts import desk_deeds, person_deeds
from tests.realtime.chat.acts import inbox_deeds, room_deeds
from tests.realtime.scoreboards.crew import guest, table_of
from tests.realtime.scoreboards.table import after, command, open_board
from tests.realtime.scoreboards.test_invariants import COMMANDS, CORRECTIONS, within

pytestmark = pytest.mark.django_db

Act = Callable[[Any], None]
UNDO = st.fixed_dictionaries({"kind": st.just("undo"), "count": st.integers(1, 4)})


def board_acts() -> tuple[str, Act, st.SearchStrategy[Any]]:
    """A new board, and commands for it; what the rules refuse changes nothing."""
    board = open_board(slug=f"b{uuid4().hex[:12]}")

    def press(payload: dict[str, Any]) -> None:
        with suppress(Refusal):
            command(board, within(payload, board.events.count()))

    return board.slug, press, st.one_of(COMMANDS, CORRECTIONS, UNDO)


def mark_acts(kind: str) -> tuple[str, Act, st.SearchStrategy[Any]]:
    """A new key, and values for it."""
    key = f"k{uuid4().hex[:12]}"
    return key, lambda value: make_mark(key=key, value=value, kinds=(kind,)), st.integers(-9, 9)


def table_acts() -> tuple[str, Act, st.SearchStrategy[Any]]:
    """A table with two people, and what they do about its seats as time goes by; what is refused changes nothing."""
    crew, time = (guest("Ada"), guest("Ben")), [0]
    board, _token = table_of(*crew)

    def act(chosen: tuple[Callable[..., Any], SeatName, int, int]) -> None:
        doing, seat, who, pause = chosen
        time.append(time[-1] + pause)
        with suppress(Refusal):
            doing(slug=board.slug, seat=seat, by=crew[who], now=after(time[-1]))

    doings = st.sampled_from((take_seat, ask_for_seat, give_seat, refuse_seat, leave_seat))
    return board.slug, act, st.tuples(doings, st.sampled_from(SEATS), st.integers(0, 1), st.integers(0, 40))


# Whoever adds a kind adds here what really happens to its topics.
ACTS: dict[str, Callable[[], tuple[str, Act, st.SearchStrategy[Any]]]] = {
    "board": board_acts,
    "plays": board_acts,
    "table": table_acts,
    "box": board_acts,
    "chat": lambda: room_deeds(0),
    "pulse": lambda: room_deeds(2),
    "inbox": inbox_deeds,
    "cart": cart_deeds,
    **{kind: partial(deeds_of, kind) for kind in ("order", "orders", "sales", "earnings")},
    "person": person_deeds,
    "applications": desk_deeds,
    "arrivals": lambda: ("shop", *listing_deeds()[1:]),
    "product": product_deeds,
    "listing": listing_deeds,
    "reviews": reviews_deeds,
    "sheet": sheet_deeds,
    "log": lambda: mark_acts("log"),
    "gauge": lambda: mark_acts("gauge"),
    "secret": lambda: mark_acts("secret"),
}


def test_every_kind_is_put_to_the_test() -> None:
    untested = {kind.name for kind in registered()} - ACTS.keys()

    assert untested == set(), f"not folded by any test: {', '.join(sorted(untested))}"


@pytest.mark.parametrize("kind", registered(), ids=lambda kind: kind.name)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_snapshot_with_the_events_after_it_is_a_fresh_snapshot(kind: Kind, data: st.DataObject) -> None:
    key, act, acts = ACTS[kind.name]()
    for happening in data.draw(st.lists(acts, max_size=12), label="before"):
        act(happening)
    held = as_sent(kind.snapshot(key))
    head = Topic.objects.filter(name=f"{kind.name}.{key}").values_list("head", flat=True).first() or 0
    for happening in data.draw(st.lists(acts, max_size=12), label="after"):
        act(happening)

    rows = EventRow.objects.filter(topic__name=f"{kind.name}.{key}", seq__gt=head).order_by("seq")
    for frame in rows.values_list("frame", flat=True):
        event = json.loads(frame)
        held = kind.fold(held, event["name"], event["data"])

    assert held == as_sent(kind.snapshot(key))


def as_sent(snapshot: dict[str, Any]) -> dict[str, Any]:
    """What a browser has after it parsed it."""
    parsed: dict[str, Any] = json.loads(json.dumps(snapshot))
    return parsed


# Names and owners


def test_a_kind_has_one_owner() -> None:
    before = registered()

    with pytest.raises(KindTaken):
        register(Kind(name="log", mode=Mode.LOG, may_join=everyone, snapshot=lambda key: {}))

    assert registered() == before


def test_registering_the_same_kind_again_changes_nothing() -> None:
    before = registered()

    for kind in before:
        register(replace(kind))

    assert registered() == before


@pytest.mark.parametrize("topic", ["log.a", "log.A-b_9", "log." + "x" * 64])
def test_a_topic_is_a_kind_and_a_key(topic: str) -> None:
    parsed = parse_topic(topic)

    assert parsed is not None
    assert (parsed[0].name, parsed[1]) == tuple(topic.split("."))


@pytest.mark.parametrize(
    "topic",
    ["", "log", "log.", ".a", "log.a.b", "log.a b", "log.a\n", "log.ä", "Log.a", "log." + "x" * 65, "nobody.a", None],
)
def test_anything_else_names_no_topic(topic: object) -> None:
    assert parse_topic(topic) is None


def test_public_topics_are_open_to_nobody_in_particular() -> None:
    assert everyone(Visitor(), "any") is True

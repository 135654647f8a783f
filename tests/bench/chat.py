"""Chat under load: one crowded room and many small ones, each beside plays of the core in the same rhythm."""

import time
from dataclasses import dataclass
from typing import Any

from tests.bench.audience import audience
from tests.bench.cost import cpu_ns
from tests.bench.fanout import SETTLE_SECONDS
from tests.bench.orders import TakesOrders
from tests.bench.servers.contender import Contender
from tests.bench.writer import Writer

SECONDS, PER_SECOND, READERS = 12, 50, 1000
SMALL_ROOMS, SMALL_READERS = 200, 20
ROUNDS = 2
HARMS = ("lost", "doubled", "disordered")
Row = dict[str, Any]
Stamps = dict[str, list[int]]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How many rooms, how many listen in each, how many messages each is sent, and how far apart they come."""

    name: str
    rooms: int
    readers: int
    messages: int

    @property
    def interval(self) -> float:
        """Seconds from one message to the next, whichever room it is for."""
        return SECONDS / (self.rooms * self.messages)

    @property
    def deliveries(self) -> int:
        """Frames that must arrive."""
        return self.rooms * self.readers * self.messages


def shapes() -> list[Shape]:
    """The crowded room, and the small rooms one after the other: both at fifty messages a second."""
    return [
        Shape(name="one room", rooms=1, readers=READERS, messages=PER_SECOND * SECONDS),
        Shape(
            name="small rooms", rooms=SMALL_ROOMS, readers=SMALL_READERS, messages=PER_SECOND * SECONDS // SMALL_ROOMS
        ),
    ]


def measure(web: Contender, publisher: Writer, shape: Shape) -> Row:
    """CPU for each delivery of messages and of plays, what was lost, and how long messages took to arrive."""
    rooms = publisher.order("rooms", count=shape.rooms)["rooms"]
    boards = [f"bench-{shape.rooms}-{number}" for number in range(shape.rooms)]
    for slug in boards:
        publisher.order("board", slug=slug)
    loads: dict[str, list[Row]] = {"plays": [], "chat": []}
    # Turn about, for a server that has just taken in thousands is a little slower than later.
    for kind, keys in (("plays", boards), ("chat", rooms)) * ROUNDS:
        loads[kind].append(_load(web, publisher, shape, kind=kind, keys=keys))
    cpu = {kind: sum(row["cpu_us"] for row in rows) / ROUNDS for kind, rows in loads.items()}
    said = max(loads["chat"], key=lambda row: float(row["p99_ms"]))
    harms = {harm: sum(row[harm] for row in loads["chat"]) for harm in HARMS}
    about = {"name": shape.name, "rooms": shape.rooms, "readers": shape.readers}
    return {**said, **harms, **about, "cpu_us": cpu["chat"], "core_us": cpu["plays"]}


def _load(web: Contender, publisher: Writer, shape: Shape, *, kind: str, keys: list[str]) -> Row:
    with audience() as crowd:
        base = _join(web, crowd, [f"{kind}.{key}" for key in keys], shape.readers)
        time.sleep(SETTLE_SECONDS)
        order = {"rooms": keys} if kind == "chat" else {"slugs": keys}
        _publish(publisher, crowd, kind, order, through=base + 1, count=1, interval=shape.interval)
        base, cpu = base + 1, cpu_ns(*web.pids)
        through = base + shape.messages
        told = _publish(publisher, crowd, kind, order, through=through, count=shape.messages, interval=shape.interval)
        spent = cpu_ns(*web.pids) - cpu
        report = crowd.order("report", through=through)
    waited = sorted(
        (at - told["stamps"][topic.partition(".")[2]][seq - base - 1]) / 1e6
        for seq, at, topic in report["samples"]
        if seq > base
    )
    return {
        "cpu_us": spent / shape.deliveries / 1000,
        "p50_ms": waited[len(waited) // 2],
        "p99_ms": waited[int(len(waited) * 0.99)],
        "statements": told.get("statements"),
        **{harm: report[harm] for harm in HARMS},
    }


def _join(web: Contender, crowd: TakesOrders, topics: list[str], readers: int) -> int:
    """Let as many listen to each topic; returns the position at which all of them stand."""
    base = 0
    for topic in topics:
        base = crowd.order("connect", count=readers, within=120, **{**web.where(), "topic": topic})["base"]
    return base


def _publish(
    publisher: Writer, crowd: TakesOrders, kind: str, order: Row, *, through: int, count: int, interval: float
) -> Row:
    crowd.send("expect", through=through, within=120)
    told = publisher.order("talk" if kind == "chat" else "play", count=count, interval=interval, **order)
    crowd.answer()
    return told

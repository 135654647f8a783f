"""What the hub owes to each socket does not depend on the others."""

from collections.abc import Callable
from typing import NoReturn

import pytest

from realtime.hub.wheel import Wheel
from tests.realtime.hub.world import World


@pytest.fixture
def world() -> World:
    """Two processes and three browsers."""
    return World()


def breaks(wire: bytes) -> NoReturn:
    """A transport whose peer has gone."""
    raise RuntimeError("the handler is closed")


@pytest.mark.parametrize("topics", [["log.a"], ["log.a", "gauge.a"]])
def test_a_line_that_breaks_costs_nobody_else_their_news(world: World, topics: list[str]) -> None:
    ada, ben, _cyd = world.browsers
    for tab in (ada, ben):
        tab.connect(world.gateways[0], world.doors[0])
        for topic in topics:
            tab.ask(topic)
    world.settle()
    assert ada.line is not None
    assert ada.line.socket is not None
    ada.line.socket.write = breaks

    for topic in topics:
        world.commit(topic, 7)
    world.settle()

    assert [ben.values[topic] for topic in topics] == [[7]] * len(topics)
    assert ada.closed_with == 4201
    assert ada.line.socket not in world.gateways[0].sockets


def test_crowded_news_leaves_together_and_rare_news_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ben, hub = world.browsers[1], world.gateways[0].hub
    ben.connect(world.gateways[0], world.doors[0])
    ben.ask("log.a")
    world.settle()
    assert ben.line is not None
    assert ben.line.socket is not None
    delays = list[float]()

    def soon(callback: Callable[[], None], delay: float = 0.0) -> None:
        delays.append(delay)
        callback()

    def write(wire: bytes) -> None:
        world.now += 0.01

    monkeypatch.setattr(world.doors[0], "soon", soon)
    ben.line.socket.write = write

    for seconds in [0.01] * 8 + [5.0]:
        world.now += seconds
        world.commit("log.a", 1)
        hub.hint(*world.doors[0].hints.pop())

    assert delays[0] == 0.0
    assert delays[-2] == pytest.approx(0.02)
    assert delays[-1] == 0.0


def test_what_fails_in_a_second_does_not_stop_the_rest_of_it() -> None:
    wheel, rang = Wheel(), list[str]()
    wheel.at(0.5, lambda: breaks(b""))
    wheel.at(0.5, lambda: rang.append("rang"))

    wheel.turn(2.0)

    assert rang == ["rang"]

"""A process that knows less than a reader was told, or has a socket that died, harms nobody's record."""

from typing import NoReturn

import pytest
from pytest_django import Settings

from tests.realtime.hub.world import TAIL, World

TOPIC = "log.a"


@pytest.fixture
def world(settings: Settings) -> World:
    """Two processes and three browsers."""
    settings.RT_TAIL_EVENTS = TAIL
    return World()


def test_a_newcomer_who_opened_the_topic_costs_nobody_the_rows(world: World) -> None:
    ada, ben, _cyd = world.browsers
    world.commit(TOPIC, 1)
    ada.connect(world.gateways[1], world.doors[1])
    ada.ask(TOPIC)
    world.settle()
    ada.cut()
    world.commit(TOPIC, 2)
    world.commit(TOPIC, 3)
    ben.connect(world.gateways[0], world.doors[0])
    ben.ask(TOPIC)
    world.settle()

    ada.connect(world.gateways[0], world.doors[0])
    world.settle()

    assert ada.values[TOPIC] == [1, 2, 3]
    assert ada.broken == []


def test_a_reader_whom_another_process_told_more_is_not_taken_back(world: World) -> None:
    ada, ben, _cyd = world.browsers
    for tab, process in ((ada, 0), (ben, 1)):
        tab.connect(world.gateways[process], world.doors[process])
        tab.ask(TOPIC)
    world.settle()
    world.commit(TOPIC, 1)
    world.doors[0].hints.clear()
    world.gateways[1].hub.hint(*world.doors[1].hints.pop())
    world.doors[1].run_callbacks()
    assert ben.values[TOPIC] == [1]
    ben.cut()

    ben.connect(world.gateways[0], world.doors[0])
    world.settle()

    assert ben.values[TOPIC] == [1]
    assert ben.broken == []


def test_a_socket_that_died_takes_no_frame_from_those_behind_it(world: World) -> None:
    ada, ben, _cyd = world.browsers
    for tab in (ada, ben):
        tab.connect(world.gateways[0], world.doors[0])
        tab.ask(TOPIC)
    world.settle()
    assert ada.line
    assert ada.line.socket
    ada.line.socket.write = _raise

    ada.line.socket.gone()
    world.commit(TOPIC, 1)
    world.settle()

    assert ben.values[TOPIC] == [1]


def _raise(_wire: bytes) -> NoReturn:
    raise RuntimeError("the transport is closed, as uvloop says it")

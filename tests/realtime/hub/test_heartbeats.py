"""Heartbeats: who answers each in time stays, however often they come; who does not is forgotten."""

import pytest
from pytest_django import Settings

from realtime.hub import protocol
from tests.realtime.hub.world import Browser, World

BEAT, PATIENCE = 1.0, 4.0


@pytest.fixture
def world(settings: Settings) -> World:
    settings.RT_HEARTBEAT, settings.RT_PONG_SECONDS = BEAT, PATIENCE
    return World()


def pass_seconds(world: World, browser: Browser, *, late: float | None) -> None:
    """Half a minute in steps of a tenth, each heartbeat answered `late` seconds after it, or none."""
    due: list[float] = []
    setattr(browser, "_heartbeat", lambda frame: due.append(world.now + (late or 0)))  # noqa: B010
    for _ in range(300):
        world.now += 0.1
        world.gateways[0].tick()
        while late is not None and due and due[0] <= world.now and browser.line and browser.line.socket:
            due.pop(0)
            browser.line.socket.received('{"type":"pong"}')


@pytest.mark.parametrize("late", [0.0, 0.7, 3.0])
def test_who_answers_in_time_stays_though_another_heartbeat_has_come(world: World, late: float) -> None:
    ada = world.browsers[0]
    ada.connect(world.gateways[0], world.doors[0])

    pass_seconds(world, ada, late=late)

    assert ada.closed_with is None


def test_who_never_answers_is_forgotten(world: World) -> None:
    ada = world.browsers[0]
    ada.connect(world.gateways[0], world.doors[0])

    pass_seconds(world, ada, late=None)

    assert ada.closed_with == protocol.NO_PONG

"""The simulator plays alone, survives being killed, and begins a new game after the final."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from realtime.scoreboards.models import Board, GameEvent
from realtime.scoreboards.queries import live_demo
from realtime.scoreboards.remembered import history_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@contextmanager
def simulator(pace: int = 60) -> Iterator[subprocess.Popen[bytes]]:
    """A simulator in a process of its own, on the tests' database."""
    name = connection.settings_dict["NAME"]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "simulate_game", "--pace", str(pace)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": _url_of(str(name))},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _url_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def eventually(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "did not come true"
        time.sleep(0.05)


def events() -> int:
    return GameEvent.objects.count()


def more_events_than(number: int) -> bool:
    return events() > number


def test_a_killed_simulator_is_followed_by_one_that_goes_on_with_the_same_game() -> None:
    for wanted in (15, 30):
        with simulator() as process:
            eventually(partial(more_events_than, wanted))
            process.send_signal(signal.SIGKILL)

    board = live_demo()
    assert board is not None
    assert Board.objects.count() == 1
    assert history_of(board).state == board.state
    assert list(board.events.values_list("position", flat=True)) == list(range(1, events() + 1))


def test_a_second_simulator_stands_by_until_the_first_is_gone() -> None:
    with simulator(pace=20) as first:
        eventually(partial(more_events_than, 0))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted")
            holder = cursor.fetchone()
        with simulator(pace=20):
            first.kill()
            eventually(partial(more_events_than, events() + 3))
            with connection.cursor() as cursor:
                cursor.execute("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted")
                assert cursor.fetchone() != holder


def test_after_the_final_a_new_game_begins() -> None:
    call_command("simulate_game", "--pace", "100000", "--games", "2")

    assert list(Board.objects.order_by("pk").values_list("slug", "status")) == [
        ("demo-live-1", "final"),
        ("demo-live-2", "final"),
    ]

"""Journeys at the same moment, in processes of their own: each waits at a gate until all are there.

    told = race_processes([("check_out", [ben.pk]), ("check_out", [cyd.pk])], stripe)

`race` of `tests.realtime.race` does the same with threads of this process, each on a connection of its own.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings

from tests.doubles.stripe import Stripe
from tests.site import Site

type Deed = tuple[str, Sequence[Any]]


def environment(stripe: Stripe, **more: str) -> dict[str, str]:
    """The environment of another process on this test's database and this double."""
    return {
        **Site().environment,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "STRIPE_SANDBOX": "1",
        "STRIPE_SANDBOX_PORT": str(stripe.port),
        "CHECKOUTS_PER_MINUTE": "100000",
        **more,
    }


def start_runner(deeds: Sequence[Deed], stripe: Stripe, **more: str) -> subprocess.Popen[str]:
    """A process that waits at the gate, does all deeds at once (a thread each), and tells what came of them."""
    program = [sys.executable, "-m", "tests.market.runner", json.dumps(deeds)]
    return subprocess.Popen(
        program,
        cwd=settings.BASE_DIR,
        env=environment(stripe, **more),
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def race_processes(deeds: Sequence[Deed], stripe: Stripe, *, processes: int = 0) -> list[dict[str, Any]]:
    """Do these deeds at the same moment in so many processes (one for each by default); what came of each.

    An answer is `{"done": …}`, or `{"refused": code}`; a process that breaks is a failure of the test.
    """
    count = processes or len(deeds)
    with ExitStack() as stack:
        runners = [stack.enter_context(_running(deeds[place::count], stripe)) for place in range(count)]
        for runner in runners:
            assert runner.stdout is not None
            assert runner.stdout.readline() == "ready\n"
        for runner in runners:
            assert runner.stdin is not None
            runner.stdin.write("go\n")
            runner.stdin.flush()
        return [one for runner in runners for one in _told(runner)]


@contextmanager
def _running(deeds: Sequence[Deed], stripe: Stripe) -> Iterator[subprocess.Popen[str]]:
    """A runner that does not outlive the race."""
    with start_runner(deeds, stripe) as runner:
        try:
            yield runner
        finally:
            runner.kill()


def _told(runner: subprocess.Popen[str]) -> list[dict[str, Any]]:
    said, _errors = runner.communicate(timeout=300)
    assert runner.returncode == 0, said
    told: list[dict[str, Any]] = json.loads(said)
    return told

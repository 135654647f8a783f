"""The one interface through which every server is loaded and measured."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bench.children import ROOT

PLAY: dict[str, Any] = {
    "position": 214,
    "kind": "score",
    "team": "home",
    "points": 3,
    "period": 4,
    "period_label": "Q4",
    "clock_ms": 83400,
    "clock": "1:23",
    "home": 98,
    "away": 97,
    "text": "Three points",
    "undoes": None,
    "undone": False,
    "at": "2026-11-21T08:00:00.123Z",
}
Stamps = tuple[int, int]


class NotInstalled(Exception):
    """A server to compare with is missing here; the run goes on and says so."""


@dataclass(kw_only=True)
class Contender:
    """A running server: how to reach it, which processes do its work, and how to make it broadcast.

    `publish` broadcasts the number; where it commits a fact it gives when that began and was
    committed, in nanoseconds of the monotonic clock.
    """

    name: str
    port: int
    pids: list[int]
    dialect: str
    publish: Callable[[int], Stamps | None]
    path: str = "/"
    headers: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)

    def where(self) -> dict[str, Any]:
        """What the load client needs in order to connect."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "path": self.path,
            "dialect": self.dialect,
            "headers": self.headers,
            **self.options,
        }


def payload(seq: int) -> str:
    """A score change as it travels, about 300 bytes, the same for every server."""
    head = f'{{"type":"event","topic":"plays.bench","seq":{seq},"name":"play.recorded","data":'
    return f'{head}{json.dumps(PLAY, separators=(",", ":"))},"at":"2026-11-21T08:00:00.123Z"}}'


def require(program: str, *, install: list[str] | None) -> str:
    """The path of `program`, installed first with the command `install` when one is given."""
    if not shutil.which(program) and install:
        subprocess.run(install, cwd=ROOT, check=False, capture_output=True)
    if not (found := shutil.which(program)):
        raise NotInstalled(program)
    return found

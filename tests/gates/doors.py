"""Gate: a library or package is imported only through the doors that are meant for it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.gates.sources import named, sources

ROOMS = ("project", "realtime", "market", "support", "frontend")


@dataclass(frozen=True, kw_only=True)
class Door:
    """`wanted` may be imported from files that match `through`, or not from those of `never`."""

    wanted: str
    through: str = r".*"
    never: str = r"$^"


DOORS = (
    Door(wanted="channels", through=r"realtime/(?!(scoreboards|chat|webhooks)/).*|project/asgi\.py"),
    Door(wanted="httpcore", through=r"project/base/outgoing\.py"),
    Door(wanted="huey", through=r".*tasks\.py|project/settings\.py"),
    Door(wanted="stripe", through=r"market/payments/stripe/.*"),
    Door(wanted="django.http", never=r".*/(actions|queries|models)(\.py|/.*)"),
    *(
        Door(wanted=outside, never=r"realtime/hub/.*")
        for outside in ("asyncio", "threading", "time", "redis", "django.db", "realtime.doors", "realtime.hints")
    ),
    Door(wanted="realtime.scoreboards", never=r"realtime/(?!scoreboards/).*"),
    Door(wanted="realtime.chat", never=r"realtime/(?!chat/).*"),
    Door(wanted="realtime.webhooks", never=r"realtime/(?!(webhooks|scoreboards|chat)/).*"),
)


def faults() -> Iterator[str]:
    """Each import that goes through a wall."""
    for path in sources(".py", rooms=ROOMS):
        yield from walls_crossed(path, named(path))


def walls_crossed(path: Path, name: str) -> Iterator[str]:
    """What this file imports and may not."""
    for module in sorted(imported(path)):
        for door in DOORS:
            if not (module == door.wanted or module.startswith(f"{door.wanted}.")):
                continue
            if not re.fullmatch(door.through, name) or re.fullmatch(door.never, name):
                yield f"{name}: may not import {module}"


def imported(path: Path) -> set[str]:
    """Every module that a file names in an import."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found

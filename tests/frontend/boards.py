"""Boards for tests: opened and commanded through the domain's own actions."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client

from project.base import clock
from realtime.scoreboards.actions import apply_command, create_board
from realtime.scoreboards.commands import TeamLook, read_command


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A board's address and the token that opens its console."""

    slug: str
    token: str


def open_board(*, home: str = "Lions", away: str = "Bears", profile: str = "fiba") -> Opened:
    """A board that nobody has commanded yet."""
    looks = TeamLook(name=home, colour="#7a1f2b"), TeamLook(name=away, colour="#f2c200")
    board, token = create_board(home=looks[0], away=looks[1], profile=profile, now=clock.now())
    return Opened(slug=board.slug, token=token)


def command(board: Opened, kind: str, *, now: datetime | None = None, **said: Any) -> None:
    """One command, as the operator would give it; now, or when it is said to have been given."""
    apply_command(
        slug=board.slug,
        command=read_command({"kind": kind, **said}),
        command_id=secrets.token_hex(8),
        actor="test",
        now=now or clock.now(),
    )


def open_live_board(**names: str) -> Opened:
    """A board whose game has begun, with the home team two points ahead."""
    board = open_board(**names)
    command(board, "clock_start")
    command(board, "score", team="home", points=2)
    return board


def operator_of(board: Opened) -> Client:
    """A browser whose session may operate the board."""
    client = Client()
    client.post(f"/boards/{board.slug}/operate/", {"token": board.token})
    return client

"""Invented games to look at: one to come, one played, and the one that the simulator keeps playing."""

import secrets
from datetime import datetime, timedelta
from random import Random

from django.utils.translation import gettext as _

from project.base import clock
from realtime.scoreboards.actions import SlugTaken, apply_command, create_board
from realtime.scoreboards.commands import AnyCommand, TeamLook
from realtime.scoreboards.expiry import forget_forever
from realtime.scoreboards.invented import FOUNDRY, HARBOUR, MILL, NORTH, PAIRS, roster
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import LIVE_DEMO, live_demo
from realtime.scoreboards.simulation import next_moves

KEPT_GAMES = 5
COMING, PLAYED = "demo-coming", "demo-played"


def load() -> None:
    """Make the three games where they are missing; a second call changes nothing."""
    now = clock.now()
    _open(COMING, NORTH, MILL, now=now, starts_at=_next_evening(now))
    _open(PLAYED, FOUNDRY, HARBOUR, now=now - timedelta(days=1))
    _play_to_the_end(PLAYED, now - timedelta(days=1))
    if live_demo() is None:
        open_live_game(now=now)


def open_live_game(*, now: datetime) -> Board:
    """Open the next game for the simulator, the teams taking turns."""
    number = max(_numbers(), default=0) + 1
    home, away = PAIRS[number % len(PAIRS)]
    _open(f"{LIVE_DEMO}{number}", home, away, now=now)
    _forget_games_before(number - KEPT_GAMES)
    return Board.objects.get(slug=f"{LIVE_DEMO}{number}")


def _numbers() -> list[int]:
    slugs = Board.objects.filter(slug__startswith=LIVE_DEMO).values_list("slug", flat=True)
    return [int(number) for slug in slugs if (number := slug.removeprefix(LIVE_DEMO)).isdecimal()]


def _forget_games_before(number: int) -> None:
    """Delete invented games that nobody looks at any more: the simulator would fill any disk."""
    old = [f"{LIVE_DEMO}{found}" for found in _numbers() if found < number]
    if old:
        forget_forever(slugs=old)


def send(board: Board, command: AnyCommand, *, now: datetime) -> None:
    """Apply a command of the simulator."""
    apply_command(
        slug=board.slug,
        command=command,
        command_id=f"demo-{secrets.token_hex(8)}",
        actor="simulator",
        now=now,
    )


def _open(slug: str, home: TeamLook, away: TeamLook, *, now: datetime, starts_at: datetime | None = None) -> None:
    if Board.objects.filter(slug=slug).exists():
        return
    title = _("%(home)s v %(away)s") % {"home": home.name, "away": away.name}
    try:
        create_board(
            slug=slug, home=home, away=away, title=title, starts_at=starts_at, now=now, profile="fiba", is_invented=True
        )
    except SlugTaken:
        # Two programs loading at once: the other one opened it.
        return
    board = Board.objects.get(slug=slug)
    send(board, roster("home", home), now=now)
    send(board, roster("away", away), now=now)


def _play_to_the_end(slug: str, now: datetime) -> None:
    luck = Random(slug)  # noqa: S311 - an invented game
    board = Board.objects.get(slug=slug)
    now = max(now, board.changed_at)
    while board.status != "final":
        for move in next_moves(board.rules, board.state, now, luck):
            now += timedelta(milliseconds=200)
            send(board, move, now=now)
        board.refresh_from_db()


def _next_evening(now: datetime) -> datetime:
    return (now + timedelta(days=1)).replace(hour=19, minute=30, second=0, microsecond=0)

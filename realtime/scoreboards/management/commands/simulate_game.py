"""`manage.py simulate_game`: an invented game, always in progress, played by one process at a time."""

import time
from argparse import ArgumentParser
from random import Random
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import Error, connection

from project.base import clock
from project.base.errors import Refusal
from realtime.scoreboards import demo
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import live_demo
from realtime.scoreboards.simulation import next_moves

log = structlog.get_logger(__name__)

# The advisory lock of the one simulator that plays; it ends with its session, however that ends.
LOCK = 0x52_49_41_4C
STAND_BY_SECONDS = 3.0
INTERMISSION_SECONDS = 12.0


class Command(BaseCommand):
    """Plays one invented game after the other."""

    help = "Play an invented game for ever, live to every viewer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long to wait between plays, and when to stop."""
        parser.add_argument("--pace", type=float, default=1.0, help="2 plays twice as fast")
        parser.add_argument("--games", type=int, default=0, help="stop after so many; 0 never")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play until told to stop; a lost database costs time only."""
        luck, left = Random(), options["games"] or -1  # noqa: S311 - an invented game
        while left != 0:
            try:
                left -= self.turn(luck, options["pace"])
            except KeyboardInterrupt:
                return
            except Error as error:
                log.warning("simulator_waits", error=str(error))
                connection.close()
                time.sleep(STAND_BY_SECONDS)

    def turn(self, luck: Random, pace: float) -> int:
        """A few moves of the game as it stands, or a short wait; 1 when a game ended."""
        if not _is_my_turn():
            time.sleep(STAND_BY_SECONDS / pace)
            return 0
        board = live_demo()
        if board is None or board.status == "final":
            board = demo.open_live_game(now=clock.now())
        for move in _moves(board, luck):
            time.sleep(luck.uniform(0.8, 2.4) / pace)
            try:
                demo.send(board, move, now=clock.now())
            except Refusal as refusal:
                # The clock ran on meanwhile, or an operator was quicker: look at the board again.
                log.info("simulator_refused", code=refusal.code, board=board.slug)
                return 0
            if move.kind == "final":
                time.sleep(INTERMISSION_SECONDS / pace)
                return 1
        return 0


def _moves(board: Board, luck: Random) -> list[Any]:
    return next_moves(board.rules, board.state, clock.now(), luck)


def _is_my_turn() -> bool:
    with connection.cursor() as cursor:
        # Asked again it would be held twice; only its being held matters.
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
            " AND pid = pg_backend_pid() AND granted)",
            [LOCK],
        )
        row = cursor.fetchone()
        if row and row[0]:
            return True
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])

"""`manage.py demo`: something to look at; with `--live`, something that happens."""

import signal
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

LOADERS = (
    "project.accounts.demo",
    "realtime.scoreboards.demo",
    "realtime.chat.demo",
    "market.catalog.demo",
    "market.flows.demo",
    "market.cart.demo",
)
LIVE = "simulate_game"


class Command(BaseCommand):
    """Loads the demo data of every room; running it again changes nothing."""

    help = "Load the demo data, or with --live keep a simulated game going."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--live`, for the Procfile."""
        parser.add_argument("--live", action="store_true")

    def handle(self, *args: Any, live: bool, **options: Any) -> None:
        """Load, or play on until stopped."""
        if not live:
            for load in loaders():
                load()
            return
        if settings.DEMO:
            call_command(LIVE)
            return
        # The Procfile's other lines would be stopped if this one ended.
        self.stdout.write("No demo here (DEMO=0): waiting idly.")
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pause()


def loaders() -> list[Callable[[], None]]:
    """The `load` of each room that has something to show."""
    return [import_module(name).load for name in LOADERS]

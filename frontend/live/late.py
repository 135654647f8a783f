"""The delay that a viewer asks for in a page's address, and what the page may then know of the board."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from project.base import clock
from realtime.scoreboards.late import MOST_SECONDS, Late, seen_late
from realtime.scoreboards.models import Board

CHOICES = (0, 5, 10, 20, 30, 45, 60)


def delay_of(request: HttpRequest) -> int:
    """The seconds in `?delay=`; a delay that cannot be is refused, for any other answer could spoil the game."""
    text = request.GET.get("delay", "0")
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= MOST_SECONDS):
        raise BadRequest
    return int(text)


def late_facts(request: HttpRequest, row: Board) -> tuple[Late, dict[str, Any]]:
    """The board as late as this request wants it, and what every template says about that."""
    delay, now = delay_of(request), clock.now()
    late = seen_late(row, delay=delay, now=now)
    facts = {"board": late.state(), "delay": delay, "delays": CHOICES, "as_of": now - timedelta(seconds=delay)}
    return late, facts

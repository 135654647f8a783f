"""Boards to try the console with: no token, in no list, and forgotten a day later with all of their rows."""

from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base import limits
from project.base.errors import Forbidden, Refusal
from realtime.models import Topic
from realtime.scoreboards.actions.create import create_board
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.models import Board, GameEvent
from realtime.webhooks.actions import forget_endpoints

log = structlog.get_logger()

LIFE = timedelta(days=1)
MOST_OPEN = 3
KINDS = ("board", "box", "plays", "table")
# One transaction forgets few boards, so that nothing waits long for its locks.
AT_ONCE = 20


class TooManyDemoBoards(Refusal):
    """As many boards to try as one person, or one address, may have open."""

    status = 429
    message = _("You have tried enough boards for now. Open a real one: it takes no longer.")


class NameNeeded(Forbidden):
    """Whoever works a board is somebody to the others there."""

    message = _("Choose a name first.")


def open_demo_board(*, visitor: Visitor, home: TeamLook, away: TeamLook, address: str, now: datetime) -> Board:
    """Open a board for a day that this named visitor operates; `address` is where they come from.

    Raises `NameNeeded` and `TooManyDemoBoards`.
    """
    if visitor.person_id is None:
        raise NameNeeded
    with transaction.atomic():
        # One after the other, or two at once would both be the last one allowed.
        User.objects.select_for_update().get(pk=visitor.person_id)
        if Board.objects.filter(owner_id=visitor.person_id, expires_at__gt=now).count() >= MOST_OPEN:
            raise TooManyDemoBoards
        if not limits.hit("demo_boards", address).allowed:
            raise TooManyDemoBoards
        board, _token = create_board(home=home, away=away, owner=visitor.person_id, expires_at=now + LIFE, now=now)
        return board


def forget_expired_boards(*, now: datetime) -> int:
    """Forget every board whose day is over. Returns how many."""
    forgotten = 0
    while slugs := list(Board.objects.filter(expires_at__lte=now).values_list("slug", flat=True)[:AT_ONCE]):
        forget_forever(slugs=slugs)
        forgotten += len(slugs)
    if forgotten:
        log.info("boards_forgotten", count=forgotten)
    return forgotten


def forget_forever(*, slugs: list[str]) -> None:
    """Delete boards that may be forgotten, with their events, pushes and topics; the database refuses any other.

    Whoever still listens is told within a second that the topic is unknown: the next sweep finds its head gone.
    """
    with transaction.atomic():
        boards = list(Board.objects.select_for_update().filter(slug__in=slugs).order_by("pk"))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL scoreboards.forgetting = 'demo'")
        GameEvent.objects.filter(board__in=boards).delete()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL scoreboards.forgetting = ''")
        Board.objects.filter(pk__in=[board.pk for board in boards]).delete()
        topics = [f"{kind}.{board.slug}" for kind in KINDS for board in boards]
        forget_endpoints(topics=topics)
        Topic.objects.filter(name__in=topics).delete()

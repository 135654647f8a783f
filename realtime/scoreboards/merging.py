"""Boards of a guest who signed in: they own, work and sit at them as the member they turned out to be."""

from datetime import datetime

from django.db.models import Q

from project.accounts.merging import register_merge
from realtime.publish import publish
from realtime.scoreboards.events import TableChanged
from realtime.scoreboards.models import Board, BoardKey, Operator, Seat
from realtime.scoreboards.table import table_state

COVERS = (
    "scoreboards.Board.owner",
    "scoreboards.BoardKey.created_by",
    "scoreboards.Operator.person",
    "scoreboards.Seat.asked_by",
    "scoreboards.Seat.holder",
)


def register() -> None:
    """Make it known to whoever signs people in."""
    register_merge("scoreboards", covers=COVERS, merge=merge)


def merge(guest: int, member: int, now: datetime) -> None:
    """Hand everything of the guest's boards over, and tell their tables."""
    BoardKey.objects.filter(created_by=guest).update(created_by=member)
    theirs = Q(owner=guest) | Q(operators__person=guest) | Q(seats__holder=guest) | Q(seats__asked_by=guest)
    # Every command waits for the board's row: none is refused because its seat is between two people.
    ids = set(Board.objects.filter(theirs).values_list("pk", flat=True))
    boards = list(Board.objects.select_for_update().only("slug", "owner_id").filter(pk__in=ids).order_by("pk"))
    Board.objects.filter(owner=guest, pk__in=ids).update(owner=member)
    for board in boards:
        _operate(board, guest, member)
        Seat.objects.filter(board=board, holder=guest).update(holder=member)
        Seat.objects.filter(board=board, asked_by=guest).update(asked_by=member)
        # Nobody asks themselves.
        Seat.objects.filter(board=board, holder=member, asked_by=member).update(asked_by=None, asked_at=None)
        board.refresh_from_db(fields=["owner"])
    if boards:
        publish(*[TableChanged(slug=board.slug, table=table_state(board)) for board in boards], at=now)


def _operate(board: Board, guest: int, member: int) -> None:
    rows = {row.person_id: row for row in Operator.objects.filter(board=board, person__in=[guest, member])}
    was, now = rows.get(guest), rows.get(member)
    if was is None:
        return
    if now is None:
        was.person_id = member
        was.save(update_fields=["person"])
        return
    now.since = min(was.since, now.since)
    now.save(update_fields=["since"])
    was.delete()

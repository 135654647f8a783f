"""A board's table as its operators see it: who works the board, who holds which seat, who asks for one."""

from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from project.accounts.models import User
from realtime.events import utc_text
from realtime.scoreboards.models import Board, Operator, Seat
from realtime.scoreboards.queries import UnknownBoard

SeatName = Literal["scorer", "timer", "shot"]
SEATS: tuple[SeatName, ...] = get_args(SeatName)
LEASE = timedelta(seconds=30)
ANSWER_WITHIN = timedelta(seconds=30)


def lock_table(slug: str) -> Board:
    """The board, locked until this transaction ends; raises `UnknownBoard`.

    Commands and everything about the table wait for the same row, so that no hand-over slips between the two. Only what
    the table needs of it is read.
    """
    board = Board.objects.select_for_update().only("slug", "owner_id").filter(slug=slug).first()
    if board is None:
        raise UnknownBoard
    return board


def table_state(board: Board) -> dict[str, Any]:
    """The whole table. Deadlines are told, so that a watcher sees a lease or a request end without being told."""
    seats = {row.seat: row for row in Seat.objects.filter(board=board).select_related("holder", "asked_by")}
    operators = list(Operator.objects.filter(board=board).select_related("person"))
    return {
        "slug": board.slug,
        "owner": next((row.person.public_id for row in operators if row.person_id == board.owner_id), None),
        "seats": {name: _told(seats.get(name)) for name in SEATS},
        "operators": [told_person(row.person) for row in operators],
    }


def told_person(person: User) -> dict[str, str]:
    """A person as everybody may know them."""
    return {"id": person.public_id, "name": str(person)}


def time_text(at: datetime | None) -> str | None:
    """A moment as topics and API tell it."""
    return utc_text(at) if at else None


def _told(row: Seat | None) -> dict[str, Any]:
    held, asked = row is not None and row.holder, row is not None and row.asked_by
    return {
        "holder": told_person(held) if held else None,
        "until": time_text(row.lease_until) if row and held else None,
        "asked_by": told_person(asked) if asked else None,
        "asked_until": utc_text(row.asked_at + ANSWER_WITHIN) if row and row.asked_at and asked else None,
    }

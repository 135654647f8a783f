"""Rooms beside boards: whoever may see a board may read and write there, and who works it looks after the room."""

from django.db.models import Q

from project.accounts.visitors import Visitor
from realtime.chat.attached import AttachedKind, anyone, register_attachment
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import may_join_table

BOARD = "board"


def board_is_there(visitor: Visitor, slug: str) -> bool:
    """Boards are public while they last; a demo board goes, and its room with it."""
    return Board.objects.filter(slug=slug).exists()


def listed_boards(visitor: Visitor) -> Q:
    """Rooms of boards that are there can be searched by everybody."""
    return Q(object_key__in=Board.objects.values("slug"))


def register_rooms() -> None:
    """Make boards known to the chat."""
    register_attachment(
        AttachedKind(
            kind=BOARD,
            may_read=board_is_there,
            may_write=anyone,
            may_moderate=may_join_table,
            listed=listed_boards,
        )
    )

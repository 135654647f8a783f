"""What scoreboards hold of a person: their copy of it, and what stays of them when they are deleted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from project.accounts.merging import known_as
from project.accounts.profiles.deletion.registry import register_erasure
from project.accounts.profiles.exports.registry import leave_out, register_export
from realtime.scoreboards.models import Board, GameEvent
from realtime.scoreboards.people import BoardKey, Operator, Seat


def register() -> None:
    """Tell the registries; called when Django is ready."""
    register_export(
        "boards",
        rows=_rows,
        covers=["scoreboards.Board", "scoreboards.Operator", "scoreboards.BoardKey", "webhooks.Endpoint"],
    )
    leave_out(["scoreboards.Seat"], because="is a lease of minutes")
    register_erasure(
        "boards",
        erase=erase,
        gone=_("Your seats, your right to work boards, and your name at what you scored."),
        kept=_("Boards and the plays of their games: scores belong to those who played."),
    )


def erase(person_id: int, _now: datetime) -> None:
    """Nobody's name stays at a play, and no board is theirs to work."""
    Operator.objects.filter(person_id=person_id).delete()
    Seat.objects.filter(holder_id=person_id).update(holder=None)
    Seat.objects.filter(asked_by_id=person_id).update(asked_by=None)
    # The database lets this one thing be changed of a play: that it names nobody any more.
    GameEvent.objects.filter(actor__in=known_as(person_id)).exclude(actor_name="").update(actor_name="")


def _rows(person_id: int) -> Iterator[dict[str, Any]]:
    for board in Board.objects.filter(owner_id=person_id).iterator():
        yield {"is": "board you opened", "slug": board.slug, "title": board.title, "at": board.created_at}
    for operator in Operator.objects.filter(person_id=person_id).select_related("board").iterator():
        yield {"is": "board you may work", "slug": operator.board.slug, "since": operator.since}
    for key in BoardKey.objects.filter(created_by_id=person_id).select_related("board").iterator():
        yield {"is": "key you made", "slug": key.board.slug, "name": key.name, "at": key.created_at}
    plays = GameEvent.objects.filter(actor__in=known_as(person_id)).select_related("board").order_by("pk")
    for play in plays.iterator():
        told = {"slug": play.board.slug, "position": play.position, "text": play.text, "at": play.at}
        yield {"is": "play you noted", **told}

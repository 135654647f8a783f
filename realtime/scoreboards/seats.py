"""Seats at a board's table: each is one person's under a lease, handed over with consent or after absence.

A lease that ended takes nothing away: the seat stays with its holder until somebody else takes it. A request that
nobody answered lapses, for silence is no consent.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.publish import publish
from realtime.scoreboards.actions.command import Result, apply_command
from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.events import TableChanged
from realtime.scoreboards.models import Board, GameEvent, Seat
from realtime.scoreboards.operators import require_operator
from realtime.scoreboards.table import (
    ANSWER_WITHIN,
    LEASE,
    SeatName,
    lock_table,
    table_state,
    time_text,
    told_person,
)

TIMER_KINDS = frozenset({"period_next", "correct_period", "timeout"})
# Browsers renew every ten seconds and operators press more often: only what moves a lease by as much is news.
RENEWED_AFTER = LEASE * 0.3


class SeatHeld(Refusal):
    """Somebody has this seat, with a lease until then."""

    message = _("Somebody else has this seat. Ask for it.")


class SeatNotHeld(Refusal):
    """This is for whoever has the seat, and that is `holder`, or nobody."""

    message = _("You do not have the seat for this. Take it or ask for it.")


class SeatAskedFor(Refusal):
    """Somebody else was quicker to ask, and the holder may still answer."""

    message = _("Somebody else has just asked for this seat.")


class NobodyAsked(Refusal):
    """There is no request, or it was not answered in time."""

    message = _("Nobody is asking for this seat.")


def seat_for(kind: str) -> SeatName:
    """The seat that commands of this kind belong to."""
    if kind.startswith("shot_"):
        return "shot"
    return "timer" if kind.startswith("clock_") or kind in TIMER_KINDS else "scorer"


def take_seat(*, slug: str, seat: SeatName, by: Visitor, now: datetime) -> dict[str, Any]:
    """Sit down where nobody sits, or where the lease is over. Raises `SeatHeld(holder, until)`."""
    with transaction.atomic():
        board, row = _come_to(slug, seat, by)
        if _is_held(row, now) and row.holder_id != by.person_id:
            raise SeatHeld(holder=_holder(row), until=time_text(row.lease_until))
        return _seated(board, row, by.person_id, now)


def ask_for_seat(*, slug: str, seat: SeatName, by: Visitor, now: datetime) -> dict[str, Any]:
    """Ask the holder for the seat; one that has become free meanwhile is taken. Raises `SeatAskedFor`."""
    with transaction.atomic():
        board, row = _come_to(slug, seat, by)
        if row.holder_id == by.person_id or not _is_held(row, now):
            return _seated(board, row, by.person_id, now)
        if _is_asked(row, now) and row.asked_by_id != by.person_id:
            raise SeatAskedFor
        row.asked_by_id, row.asked_at = by.person_id, now
        return _announce(board, row, now)


def give_seat(*, slug: str, seat: SeatName, by: Visitor, now: datetime) -> dict[str, Any]:
    """Hand the seat over to whoever asks for it. Raises `SeatNotHeld`, `NobodyAsked`."""
    with transaction.atomic():
        board, row = _come_to(slug, seat, by)
        return _seated(board, row, _asker(row, by, now), now)


def refuse_seat(*, slug: str, seat: SeatName, by: Visitor, now: datetime) -> dict[str, Any]:
    """Keep the seat that somebody asks for. Raises `SeatNotHeld`, `NobodyAsked`."""
    with transaction.atomic():
        board, row = _come_to(slug, seat, by)
        _asker(row, by, now)
        return _seated(board, row, by.person_id, now)


def leave_seat(*, slug: str, seat: SeatName, by: Visitor, now: datetime) -> dict[str, Any]:
    """Free the seat. Raises `SeatNotHeld`."""
    with transaction.atomic():
        board, row = _come_to(slug, seat, by)
        _require_holder(row, by)
        row.holder_id = row.lease_until = row.asked_by_id = row.asked_at = None
        return _announce(board, row, now)


def renew_seats(*, slug: str, by: Visitor, now: datetime) -> dict[str, Any]:
    """Say that whoever holds seats here is still there; also where the lease is over and nobody took the seat."""
    with transaction.atomic():
        board = lock_table(slug)
        require_operator(board, by)
        due = [row for row in Seat.objects.filter(board=board, holder_id=by.person_id) if _is_due(row, now)]
        Seat.objects.filter(pk__in=[row.pk for row in due]).update(lease_until=now + LEASE)
        table = table_state(board)
        if due:
            publish(TableChanged(slug=slug, table=table), at=now)
        return table


def command_from_seat(
    *,
    slug: str,
    by: Visitor,
    command: AnyCommand,
    command_id: str,
    now: datetime,
    expected_position: int | None = None,
) -> Result:
    """Apply a command of an operator who holds its seat, and renew the lease.

    A command that was applied before gets its answer again, whoever has the seat now. Raises `SeatNotHeld`,
    `WrongOperatorToken`, and what `apply_command` raises.
    """
    with transaction.atomic():
        board = lock_table(slug)
        name = seat_for(command.kind)
        row = Seat.objects.filter(board=board, seat=name).first() or Seat(board=board, seat=name)
        holds = by.is_named and row.holder_id == by.person_id
        if not holds:
            require_operator(board, by)
            if not GameEvent.objects.filter(board=board, command_id=command_id).exists():
                raise SeatNotHeld(seat=name, holder=_holder(row))
        result = apply_command(
            slug=slug,
            command=command,
            command_id=command_id,
            expected_position=expected_position,
            actor=by.public_id or "",
            actor_name=by.name,
            now=now,
        )
        if holds and _is_due(row, now):
            row.lease_until = now + LEASE
            _announce(board, row, now)
        return result


def _come_to(slug: str, seat: SeatName, by: Visitor) -> tuple[Board, Seat]:
    board = lock_table(slug)
    require_operator(board, by)
    row = Seat.objects.select_related("holder").filter(board=board, seat=seat).first()
    return board, row or Seat(board=board, seat=seat)


def _is_held(row: Seat, now: datetime) -> bool:
    return row.holder_id is not None and row.lease_until is not None and row.lease_until > now


def _is_asked(row: Seat, now: datetime) -> bool:
    return row.asked_by_id is not None and row.asked_at is not None and row.asked_at + ANSWER_WITHIN > now


def _is_due(row: Seat, now: datetime) -> bool:
    return row.lease_until is None or row.lease_until - now <= LEASE - RENEWED_AFTER


def _holder(row: Seat) -> dict[str, str] | None:
    return told_person(row.holder) if row.holder else None


def _require_holder(row: Seat, by: Visitor) -> None:
    if row.holder_id != by.person_id:
        raise SeatNotHeld(seat=row.seat, holder=_holder(row))


def _asker(row: Seat, by: Visitor, now: datetime) -> int:
    _require_holder(row, by)
    if row.asked_by_id is None or not _is_asked(row, now):
        raise NobodyAsked
    return row.asked_by_id


def _seated(board: Board, row: Seat, person_id: int | None, now: datetime) -> dict[str, Any]:
    row.holder_id, row.lease_until = person_id, now + LEASE
    row.asked_by_id = row.asked_at = None
    return _announce(board, row, now)


def _announce(board: Board, row: Seat, now: datetime) -> dict[str, Any]:
    row.save()
    table = table_state(board)
    publish(TableChanged(slug=board.slug, table=table), at=now)
    return table

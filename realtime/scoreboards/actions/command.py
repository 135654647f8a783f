"""Commanding a board: one transaction that checks, records and announces, whoever races."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.publish import publish
from realtime.scoreboards.commands import AnyCommand, Undo, read_command
from realtime.scoreboards.events import BoardChanged, PlayRecorded
from realtime.scoreboards.history import Fact, History, derive
from realtime.scoreboards.models import Board, GameEvent
from realtime.scoreboards.plays import play_of, words_of
from realtime.scoreboards.public import public_state
from realtime.scoreboards.queries import UnknownBoard, state_of
from realtime.scoreboards.steps import advance


class CommandIdReused(Refusal):
    """This id has already been used for another command."""

    message = _("This command id was used for another command.")


class PositionConflict(Refusal):
    """Somebody else commanded the board meanwhile; `position` and `state` say how it stands."""

    message = _("The board has changed meanwhile. Look at it and try again.")


@dataclass(frozen=True, kw_only=True)
class Result:
    """The event's position and the public state right after it; `repeated` if applied before."""

    position: int
    state: dict[str, Any]
    repeated: bool = False


def apply_command(
    *,
    slug: str,
    command: AnyCommand,
    command_id: str,
    actor: str,
    now: datetime,
    expected_position: int | None = None,
) -> Result:
    """Apply one command once: the same id with the same command gets the same answer again.

    Raises `UnknownBoard`, `CommandIdReused`, `PositionConflict`, or the refusal of the rule that
    forbids it.
    """
    with transaction.atomic():
        board = Board.objects.select_for_update().filter(slug=slug).first()
        if board is None:
            raise UnknownBoard
        earlier = GameEvent.objects.filter(board=board, command_id=command_id).first()
        if earlier is not None:
            return _answer_again(board, earlier, command)
        if expected_position not in (None, board.position):
            raise PositionConflict(position=board.position, state=state_of(board))
        # Clocks count milliseconds: a finer "now" would round differently when derived again.
        at = now.replace(microsecond=now.microsecond // 1000 * 1000)
        return _record(board, command, command_id=command_id, actor=actor, at=at)


def history_of(board: Board, *, up_to: int | None = None) -> History:
    """The board's events folded again from the first, or as far as a position."""
    events = board.events.order_by("position")
    if up_to is not None:
        events = events.filter(position__lte=up_to)
    rows = events.values_list("position", "payload", "at", "undoes")
    facts = (
        Fact(position=position, command=read_command(payload), at=at, undoes=undoes)
        for position, payload, at, undoes in rows.iterator()
    )
    return derive(board.rules, board.opening_state(), facts)


def _answer_again(board: Board, event: GameEvent, command: AnyCommand) -> Result:
    if event.payload != command.payload():
        raise CommandIdReused
    history = history_of(board, up_to=event.position)
    state = public_state(
        slug=board.slug,
        title=board.title,
        rules=board.rules,
        state=history.state,
        position=event.position,
        at=event.at,
    )
    return Result(position=event.position, state=state, repeated=True)


def _record(board: Board, command: AnyCommand, *, command_id: str, actor: str, at: datetime) -> Result:
    rules, undoes = board.rules, None
    if isinstance(command, Undo):
        history = history_of(board)
        undoes = history.undo(command.count, at)
        state = history.state
    else:
        state = advance(rules, board.state, command, at)
    board.take(state)
    board.position += 1
    board.changed_at = at
    event = GameEvent(
        board=board,
        position=board.position,
        command_id=command_id,
        kind=command.kind,
        payload=command.payload(),
        actor=actor,
        reason=command.reason or "",
        undoes=undoes,
        period=state.period,
        clock_ms=state.clock.shown(at),
        home_score=state.home.score,
        away_score=state.away.score,
        text=words_of(command, state, rules),
        at=at,
    )
    return _announce(board, event)


def _announce(board: Board, event: GameEvent) -> Result:
    event.save(force_insert=True)
    board.save(update_fields=["status", "position", "home_score", "away_score", "state_json", "changed_at"])
    state = state_of(board)
    publish(
        BoardChanged(slug=board.slug, state=state),
        PlayRecorded(slug=board.slug, play=play_of(event, board.rules)),
        at=event.at,
    )
    return Result(position=board.position, state=state)

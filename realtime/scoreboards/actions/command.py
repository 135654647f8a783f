"""Commanding a board: one transaction that checks, records and announces, whoever races."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.events import Event
from realtime.publish import publish
from realtime.scoreboards.actions.outcome import outcome_of
from realtime.scoreboards.box import same_box
from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.events import BoardChanged, BoxChanged, plays_topic
from realtime.scoreboards.history import Fact
from realtime.scoreboards.models import Board, GameEvent
from realtime.scoreboards.public import public_state
from realtime.scoreboards.queries import UnknownBoard, box_score, state_of
from realtime.scoreboards.remembered import history_of
from realtime.webhooks.tasks import push_later

KEPT = ("status", "position", "box_position", "home_score", "away_score", "state_json", "changed_at")


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
    actor_name: str = "",
    expected_position: int | None = None,
) -> Result:
    """Apply one command once: the same id with the same command gets the same answer again.

    `actor` tells people and programs apart (a public id), `actor_name` is what everybody is shown of them.
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
        fact = Fact(position=board.position + 1, command=command, at=at, actor=actor, actor_name=actor_name)
        return _record(board, fact, command_id=command_id)


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
        expires_at=board.expires_at,
    )
    return Result(position=event.position, state=state, repeated=True)


def _record(board: Board, fact: Fact, *, command_id: str) -> Result:
    outcome, box = outcome_of(board, fact), box_score(board)
    fact, state = outcome.fact, outcome.state
    board.take(state)
    board.position, board.changed_at = fact.position, fact.at
    event = GameEvent(
        board=board,
        position=fact.position,
        command_id=command_id,
        kind=fact.command.kind,
        payload=fact.command.payload(),
        actor=fact.actor,
        actor_name=fact.actor_name,
        reason=fact.command.reason or "",
        undoes=fact.undoes,
        period=state.period,
        clock_ms=state.clock.shown(fact.at),
        home_score=state.home.score,
        away_score=state.away.score,
        text=fact.text,
        at=fact.at,
    )
    return _announce(board, event, outcome.news, *_box_news(board, box))


def _announce(board: Board, event: GameEvent, *news: Event) -> Result:
    event.save(force_insert=True)
    board.save(update_fields=KEPT)
    state = state_of(board)
    push_later(plays_topic(board.slug))
    publish(BoardChanged(slug=board.slug, state=state), *news, at=event.at)
    return Result(position=board.position, state=state)


def _box_news(board: Board, before: dict[str, Any]) -> list[BoxChanged]:
    box = box_score(board)
    if same_box(before, box):
        return []
    board.box_position = board.position
    return [BoxChanged(slug=board.slug, box={**box, "position": board.position})]

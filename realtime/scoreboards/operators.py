"""Who may work a board: whoever made it, and whoever showed one of its keys in a browser."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base.errors import Forbidden, NotFound, Refusal
from realtime.publish import publish
from realtime.revoke import revoke_topic_later
from realtime.scoreboards.events import TableChanged
from realtime.scoreboards.models import Board, Operator, Seat
from realtime.scoreboards.table import lock_table, table_state

# All of them are in every state of the table, and a frame has a size.
MOST_OPERATORS = 50


class WrongOperatorToken(Forbidden):
    """Neither a key of this board nor a person who may operate it."""

    message = _("This board is worked by somebody else. Its operator token opens it.")


class OwnerOnly(Forbidden):
    """Operators work the board; who else may, and its keys, are the owner's business."""

    message = _("Only whoever opened this board may do this.")


class OwnerStays(Refusal):
    """A board without its owner would belong to nobody."""

    message = _("The owner of a board stays at its table.")


class TooManyOperators(Refusal):
    """The table is full."""

    message = _("Too many people may already work this board. Its owner can remove some.")


class UnknownOperator(NotFound):
    """No operator of this board has this id."""

    message = _("Nobody of this name works this board.")


def may_operate(visitor: Visitor, board: Board) -> bool:
    """Whether this visitor, member or named guest, works the board."""
    return visitor.person_id is not None and Operator.objects.filter(board=board, person_id=visitor.person_id).exists()


def may_join_table(visitor: Visitor, slug: str) -> bool:
    """Whether this visitor may follow the table of this board."""
    if visitor.person_id is None:
        return False
    return Operator.objects.filter(board__slug=slug, person_id=visitor.person_id).exists()


def operators_of(board: Board) -> list[Operator]:
    """Who works the board, the longest first."""
    return list(Operator.objects.filter(board=board).select_related("person"))


def require_operator(board: Board, by: Visitor) -> None:
    """Raise `WrongOperatorToken` unless this visitor works the board."""
    if not may_operate(by, board):
        raise WrongOperatorToken


def require_owner(board: Board, by: Visitor) -> None:
    """Raise `OwnerOnly` for an operator who is not the owner, `WrongOperatorToken` for a stranger."""
    require_operator(board, by)
    if board.owner_id != by.person_id:
        raise OwnerOnly


def remember_operator(visitor: Visitor, board: Board, *, now: datetime) -> None:
    """Let this named visitor operate the board: they have shown one of its keys.

    A board that a program opened belongs to the first person who does. Raises `TooManyOperators`, and
    `WrongOperatorToken` for a visitor without a name.
    """
    if visitor.person_id is None:
        raise WrongOperatorToken
    with transaction.atomic():
        table = lock_table(board.slug)
        if may_operate(visitor, table):
            return
        if Operator.objects.filter(board=table).count() >= MOST_OPERATORS:
            raise TooManyOperators
        Operator.objects.create(board=table, person_id=visitor.person_id, since=now)
        if table.owner_id is None:
            table.owner_id = visitor.person_id
            table.save(update_fields=["owner"])
        publish(TableChanged(slug=table.slug, table=table_state(table)), at=now)


def remove_operator(*, slug: str, person: str, by: Visitor, now: datetime) -> None:
    """Take the board from the operator with this public id: their seats are free, their table is gone at once.

    The owner may remove anybody else, and everybody else themselves. Raises `UnknownBoard`, `UnknownOperator`,
    `OwnerOnly`, `OwnerStays`, `WrongOperatorToken`.
    """
    with transaction.atomic():
        table = lock_table(slug)
        require_operator(table, by)
        leaving = Operator.objects.filter(board=table, person__public_id=person).select_related("person").first()
        if leaving is None:
            raise UnknownOperator
        if leaving.person_id != by.person_id:
            require_owner(table, by)
        if leaving.person_id == table.owner_id:
            raise OwnerStays
        leaving.delete()
        _clear_seats(table, leaving.person)
        revoke_topic_later(topic=f"table.{slug}", people=[leaving.person_id, leaving.person.public_id])
        publish(TableChanged(slug=slug, table=table_state(table)), at=now)


def _clear_seats(table: Board, person: User) -> None:
    Seat.objects.filter(board=table, holder=person).update(holder=None, lease_until=None)
    Seat.objects.filter(board=table, asked_by=person).update(asked_by=None, asked_at=None)

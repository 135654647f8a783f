"""People around a board's table, worded for tests: Ada opened it, Ben works it with her, Cyd is a stranger."""

from datetime import datetime
from typing import Any

from django.test import Client

from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.scoreboards.actions import Result, create_board
from realtime.scoreboards.commands import TeamLook, read_command
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import remember_operator
from realtime.scoreboards.seats import command_from_seat
from tests.realtime.scoreboards.table import NOON


def member(name: str) -> Visitor:
    """A person who can sign in."""
    user = User.objects.create_user(email=f"{name.lower()}@example.org", display_name=name)
    return Visitor(user_id=user.pk, person_id=user.pk, public_id=user.public_id, name=name)


def guest(name: str) -> Visitor:
    """A person who only chose a name."""
    user = User.objects.create_guest(name=name)
    return Visitor(person_id=user.pk, public_id=user.public_id, name=name)


def table_of(owner: Visitor, *operators: Visitor, slug: str | None = None) -> tuple[Board, str]:
    """A board that its owner and these operators work, and its token."""
    board, token = create_board(
        home=TeamLook(name="Herons"), away=TeamLook(name="Foxes"), slug=slug, owner=owner.person_id, now=NOON
    )
    for operator in operators:
        remember_operator(operator, board, now=NOON)
    return board, token


def press(board: Board, by: Visitor, payload: dict[str, Any], command_id: str, *, now: datetime = NOON) -> Result:
    """A command that this person gives in a browser."""
    return command_from_seat(slug=board.slug, by=by, command=read_command(payload), command_id=command_id, now=now)


def browser_of(visitor: Visitor | None, **options: Any) -> Client:
    """The browser of this person; of nobody known without one."""
    client = Client(**options)
    if visitor is not None and visitor.user_id is not None:
        client.force_login(User.objects.get(pk=visitor.user_id))
    elif visitor is not None:
        session = client.session
        session.update({"guest_pk": visitor.person_id, "guest_id": visitor.public_id, "guest_name": visitor.name})
        session.save()
    return client


def person_of(visitor: Visitor) -> dict[str, Any]:
    """This person as everybody may know them."""
    return {"id": visitor.public_id, "name": visitor.name}

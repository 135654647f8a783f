"""`/api/boards/{slug}/` seats, operators, keys: for people in their browsers, with session and CSRF token."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status

from project.accounts.access import Who, access
from project.base import clock
from project.base.problems import Problem
from realtime.scoreboards.door import person_at
from realtime.scoreboards.keys import create_key, keys_of, revoke_key
from realtime.scoreboards.operators import operators_of, remove_operator, require_operator
from realtime.scoreboards.queries import board_named
from realtime.scoreboards.seats import ask_for_seat, give_seat, leave_seat, refuse_seat, renew_seats, take_seat
from realtime.scoreboards.table import SeatName, told_person
from realtime.scoreboards.table_schemas import (
    BoardKeysOut,
    KeyOpened,
    NewBoardKey,
    OperatorsOut,
    SeatAction,
    TableOut,
)

router = Router(tags=["scoreboards"])
Slug = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
PublicId = Annotated[str, Path(max_length=32, pattern=r"^[A-Za-z0-9_]+$")]
PROBLEMS = dict.fromkeys((403, 404, 409, 422), Problem)
ACTIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "take": take_seat,
    "ask": ask_for_seat,
    "give": give_seat,
    "refuse": refuse_seat,
    "leave": leave_seat,
}


@router.post("/{slug}/seats/renew", response=PROBLEMS | {200: TableOut})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def renew(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """Say every ten seconds that you are still there: your seats stay yours."""
    return renew_seats(slug=slug, by=person_at(request), now=clock.now())


@router.post("/{slug}/seats/{seat}", response=PROBLEMS | {200: TableOut})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def change_seat(request: HttpRequest, slug: Slug, seat: SeatName, wanted: SeatAction) -> dict[str, Any]:
    """Take a free seat, ask for one, give yours to who asks, keep it, or leave it."""
    return ACTIONS[wanted.action](slug=slug, seat=seat, by=person_at(request), now=clock.now())


@router.get("/{slug}/operators", response=PROBLEMS | {200: OperatorsOut})
@access(Who.PUBLIC, owned=True, scope="boards:read")
def list_operators(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """Who may work the board, for those who may."""
    board = board_named(slug)
    require_operator(board, person_at(request))
    return {
        "operators": [
            {**told_person(row.person), "since": row.since, "owner": row.person_id == board.owner_id}
            for row in operators_of(board)
        ]
    }


@router.delete("/{slug}/operators/{person}", response=PROBLEMS | {204: None})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def delete_operator(request: HttpRequest, slug: Slug, person: PublicId) -> Status[None]:
    """Take the board from somebody, at once. The owner may remove anybody else; everybody may remove themselves."""
    remove_operator(slug=slug, person=person, by=person_at(request), now=clock.now())
    return Status(204, None)


@router.get("/{slug}/keys", response=PROBLEMS | {200: BoardKeysOut})
@access(Who.PUBLIC, owned=True, scope="boards:read")
def list_keys(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The keys that work, for the owner."""
    return {"keys": keys_of(slug=slug, by=person_at(request))}


@router.post("/{slug}/keys", response=PROBLEMS | {201: KeyOpened})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def open_key(request: HttpRequest, slug: Slug, new: NewBoardKey) -> Status[dict[str, Any]]:
    """Make a key for a program. Its text is in this answer and nowhere else."""
    key, text = create_key(slug=slug, name=new.name, by=person_at(request), now=clock.now())
    return Status(201, {"key": key, "text": text})


@router.delete("/{slug}/keys/{key_id}", response=PROBLEMS | {204: None})
@access(Who.PUBLIC, owned=True, scope="boards:write")
def delete_key(request: HttpRequest, slug: Slug, key_id: PublicId) -> Status[None]:
    """End a key, at once."""
    revoke_key(slug=slug, key_id=key_id, by=person_at(request), now=clock.now())
    return Status(204, None)

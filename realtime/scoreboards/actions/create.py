"""Opening a board: its rules are copied, its names kept, its token told once."""

import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.base.errors import Refusal
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.keys import write_key
from realtime.scoreboards.models import Board, Operator
from realtime.scoreboards.queries import profile_named
from realtime.scoreboards.state import Side, opening_state

HOME_COLOUR, AWAY_COLOUR = "#b4232a", "#1d4ed8"


class SlugTaken(Refusal):
    """Another board has this address."""

    message = gettext_lazy("Another board already has this address.")


def create_board(
    *,
    home: TeamLook,
    away: TeamLook,
    now: datetime,
    profile: str = "fiba",
    title: str = "",
    slug: str | None = None,
    starts_at: datetime | None = None,
    owner: int | None = None,
    expires_at: datetime | None = None,
    is_invented: bool = False,
) -> tuple[Board, str]:
    """Open a board and return it with its first key, the operator token, which is kept nowhere.

    Without a slug one is made of the names. The owner, a person's row, operates it; without one it belongs to whoever
    first shows the token in a browser. Raises `UnknownProfile` and `SlugTaken`.
    """
    row = profile_named(profile)
    rules = row.rules()
    sides = _side(home, _("Home"), HOME_COLOUR), _side(away, _("Away"), AWAY_COLOUR)
    board = Board(
        slug=slug or _slug_for(title or f"{sides[0].name} {sides[1].name}"),
        title=title,
        profile=row,
        rules_json=rules.as_json(),
        opening=_opening(*sides),
        owner_id=owner,
        expires_at=expires_at,
        is_invented=is_invented,
        starts_at=starts_at,
        created_at=now,
        changed_at=now,
    )
    board.take(opening_state(rules, *sides))
    return board, _begin(board)


def _side(look: TeamLook, name: str, colour: str) -> Side:
    name = look.name or name
    letters = "".join(letter for letter in name if letter.isalnum())
    return Side(name=name, short=look.short or letters[:3].upper() or "?", colour=look.colour or colour)


def _opening(home: Side, away: Side) -> dict[str, Any]:
    looks = {"home": home, "away": away}
    return {team: {"name": side.name, "short": side.short, "colour": side.colour} for team, side in looks.items()}


def _slug_for(words: str) -> str:
    return f"{slugify(words)[:48].strip('-') or 'game'}-{secrets.token_hex(3)}"


@transaction.atomic
def _begin(board: Board) -> str:
    """Write the board with its owner's place at the table and its first key; the key's text is returned."""
    _insert(board)
    if board.owner_id is not None:
        Operator.objects.create(board=board, person_id=board.owner_id, since=board.created_at)
    _key, token = write_key(board, name=_("Operator token"), by=board.owner_id, now=board.created_at)
    return token


def _insert(board: Board) -> None:
    try:
        with transaction.atomic():
            board.save(force_insert=True)
    except IntegrityError as error:
        if not Board.objects.filter(slug=board.slug).exists():
            raise
        raise SlugTaken from error

"""Keys of one board: made for a program by the owner, shown once, revoked at once."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.accounts.visitors import Visitor
from project.base.errors import NotFound, Refusal
from project.base.keys import digest, digests, is_well_formed, new_key
from realtime.scoreboards.models import Board, BoardKey
from realtime.scoreboards.operators import require_owner
from realtime.scoreboards.queries import board_named
from realtime.scoreboards.table import lock_table

PREFIX = "brd"
MOST_KEYS = 20
# Who looks at a key wants the day, not the second: a program must not write a row for each of its commands.
USED_AGAIN_AFTER = timedelta(minutes=1)


class UnknownKey(NotFound):
    """This board has no key of this id that still works."""

    message = gettext_lazy("There is no such key.")


class TooManyKeys(Refusal):
    """The board has as many working keys as a board may have."""

    message = gettext_lazy("This board has too many keys. Revoke one that is no longer used.")


def key_shown(*, slug: str, text: str, now: datetime) -> BoardKey | None:
    """The working key of this board that reads so, its use noted; text that cannot be a key asks no database."""
    if not is_well_formed(text, prefix=PREFIX):
        return None
    key = BoardKey.objects.filter(board__slug=slug, digest__in=digests(text), revoked_at=None).first()
    if key is not None and (key.last_used_at is None or now - key.last_used_at >= USED_AGAIN_AFTER):
        BoardKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def actor_of(key: BoardKey) -> dict[str, Any]:
    """Who commands with this key, as events keep it: its id, and the name that everybody is shown."""
    with translation.override(settings.LANGUAGE_CODE):
        return {"actor": key.public_id, "actor_name": _("program: %(name)s") % {"name": key.name}}


def keys_of(*, slug: str, by: Visitor) -> list[BoardKey]:
    """The working keys of a board, for its owner. Raises `UnknownBoard`, `OwnerOnly`, `WrongOperatorToken`."""
    board = board_named(slug)
    require_owner(board, by)
    return list(BoardKey.objects.filter(board=board, revoked_at=None))


def write_key(board: Board, *, name: str, by: int | None, now: datetime) -> tuple[BoardKey, str]:
    """A new key of the board, and its text, which is kept nowhere."""
    text = new_key(PREFIX)
    key = BoardKey.objects.create(
        board=board, name=name, hint=text[-4:], digest=digest(text), created_by_id=by, created_at=now
    )
    return key, text


def create_key(*, slug: str, name: str, by: Visitor, now: datetime) -> tuple[BoardKey, str]:
    """Make a key for a program, and return its text once. Raises `TooManyKeys`, and what `keys_of` raises."""
    with transaction.atomic():
        board = lock_table(slug)
        require_owner(board, by)
        if BoardKey.objects.filter(board=board, revoked_at=None).count() >= MOST_KEYS:
            raise TooManyKeys
        return write_key(board, name=name, by=by.person_id, now=now)


def revoke_key(*, slug: str, key_id: str, by: Visitor, now: datetime) -> None:
    """End a key: the next command it comes with is refused. Raises `UnknownKey`, and what `keys_of` raises."""
    with transaction.atomic():
        board = lock_table(slug)
        require_owner(board, by)
        if not BoardKey.objects.filter(board=board, public_id=key_id, revoked_at=None).update(revoked_at=now):
            raise UnknownKey

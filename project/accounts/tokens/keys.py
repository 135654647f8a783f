"""Keys that people make for programs: shown once, never good for more than a year, revoked at once."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from project.accounts import endings
from project.accounts.models import User
from project.accounts.security.clients import Client
from project.accounts.security.telling import note, write
from project.accounts.tokens.models import ApiKey, Because
from project.accounts.tokens.scopes import scope_names
from project.base.errors import NotFound, Refusal
from project.base.keys import digest, digests, is_well_formed, new_key
from project.base.visible import visible_line

PREFIX = "rlt"
MOST_KEYS = 50
LONGEST = timedelta(days=365)
# A rotated key goes on for as long as it takes to tell the program of the new one.
OVERLAP = timedelta(days=7)


class UnknownKey(NotFound):
    """This person has no key of this id that still works."""

    message = _("There is no such key.")


class TooManyKeys(Refusal):
    """A person has as many working keys as one may have."""

    message = _("You have too many keys. Revoke one that is no longer used.")


class NotAScope(Refusal):
    """What a key was to be allowed is nothing that keys can be allowed, or nothing at all."""

    status = 422
    message = _("Choose what the key may do.")


class NotAnExpiry(Refusal):
    """The moment has passed, or lies more than a year ahead."""

    status = 422
    message = _("A key ends within a year.")


class NameMissing(Refusal):
    """A key without a name is one that nobody dares to revoke."""

    status = 422
    message = _("Give the key a name.")


def make_key(
    *, user_id: int, name: str, scopes: Collection[str], expires_at: datetime, client: Client, now: datetime
) -> tuple[ApiKey, str]:
    """Make a key, and return its text once; its person is told by letter.

    Raises `TooManyKeys`, `NotAScope`, `NotAnExpiry`, `NameMissing`.
    """
    if not scopes or not scope_names().issuperset(scopes):
        raise NotAScope
    if not now < expires_at <= now + LONGEST:
        raise NotAnExpiry
    if not (line := visible_line(name)[:60]):
        raise NameMissing
    with transaction.atomic():
        user = _locked(user_id)
        key, text = _write(user, name=line, scopes=sorted(scopes), expires_at=expires_at, now=now)
        _tell("key_made", key, user, client, now)
    return key, text


def rotate_key(*, user_id: int, key_id: str, client: Client, now: datetime) -> tuple[ApiKey, str]:
    """Make a key that may do the same for as long again; the old one works for another week.

    Raises `UnknownKey` and `TooManyKeys`.
    """
    with transaction.atomic():
        user = _locked(user_id)
        old = _working(user_id, now=now).filter(public_id=key_id).first()
        if old is None:
            raise UnknownKey
        life = min(old.expires_at - old.created_at, LONGEST)
        key, text = _write(user, name=old.name, scopes=old.scopes, expires_at=now + life, now=now)
        old.expires_at = min(old.expires_at, now + OVERLAP)
        old.save(update_fields=["expires_at"])
        _tell("key_made", key, user, client, now)
    return key, text


def revoke_key(*, user_id: int, key_id: str, client: Client, now: datetime) -> None:
    """End a key: its next request is refused, its sockets close. Raises `UnknownKey`."""
    with transaction.atomic():
        rows = ApiKey.objects.select_for_update(of=("self",)).select_related("user")
        key = rows.filter(user_id=user_id, public_id=key_id, revoked_at=None).first()
        if key is None:
            raise UnknownKey
        _revoke(key, because=Because.ENDED, now=now)
        note(key.user, "key_revoked", client, now, name=key.name)


def revoke_leaked(*, texts: Collection[str], now: datetime) -> int:
    """End every working key among texts that were found in the open, and tell their people. Returns how many."""
    shown = [one for text in texts if is_well_formed(text, prefix=PREFIX) for one in digests(text)]
    if not shown:
        return 0
    with transaction.atomic():
        rows = ApiKey.objects.select_for_update(of=("self",)).select_related("user").order_by("pk")
        keys = list(rows.filter(digest__in=shown, revoked_at=None))
        for key in keys:
            _revoke(key, because=Because.LEAKED, now=now)
            _tell("key_leaked", key, key.user, Client(), now)
    return len(keys)


def revoke_all(*, user_id: int, because: Because, now: datetime) -> int:
    """End every key of a person. Returns how many."""
    with transaction.atomic():
        keys = list(ApiKey.objects.select_for_update().filter(user_id=user_id, revoked_at=None).order_by("pk"))
        for key in keys:
            _revoke(key, because=because, now=now)
    return len(keys)


def keys_of(user_id: int, *, now: datetime) -> list[ApiKey]:
    """A person's working keys, the newest first."""
    return list(_working(user_id, now=now).order_by("-created_at"))


def key_of(user_id: int, key_id: str, *, now: datetime) -> ApiKey:
    """One working key of a person. Raises `UnknownKey`."""
    key = _working(user_id, now=now).filter(public_id=key_id).first()
    if key is None:
        raise UnknownKey
    return key


def _working(user_id: int, *, now: datetime) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(user_id=user_id, revoked_at=None, expires_at__gt=now)


def _locked(user_id: int) -> User:
    """The person, held: of two keys made at once both are counted."""
    return User.objects.select_for_update(no_key=True).get(pk=user_id)


def _write(user: User, *, name: str, scopes: list[str], expires_at: datetime, now: datetime) -> tuple[ApiKey, str]:
    if _working(user.pk, now=now).count() >= MOST_KEYS:
        raise TooManyKeys
    text = new_key(PREFIX)
    key = ApiKey.objects.create(
        user=user,
        name=name,
        hint=text[-4:],
        digest=digest(text),
        scopes=scopes,
        created_at=now,
        expires_at=expires_at,
    )
    return key, text


def _revoke(key: ApiKey, *, because: Because, now: datetime) -> None:
    key.revoked_at, key.because = now, because
    key.save(update_fields=["revoked_at", "because"])
    endings.end_session_later(session_key=key.session_key)


def _tell(kind: str, key: ApiKey, user: User, client: Client, now: datetime) -> None:
    """A line in the trail, and a letter of the same name."""
    note(user, kind, client, now, name=key.name)
    write(user, kind, client, now, once=key.public_id, name=key.name, hint=key.hint)

"""A person signed in from a program: tokens are opened, refreshed once each, and ended together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts import endings
from project.accounts.models import User
from project.accounts.security.clients import Client
from project.accounts.security.telling import note, write
from project.accounts.tokens.access_tokens import write_access
from project.accounts.tokens.models import Because, Family, Refresh
from project.accounts.tokens.standing import is_open
from project.base.errors import Refusal
from project.base.keys import digest, digests, is_well_formed, new_key
from project.base.visible import visible_line

PREFIX = "rlr"
IDLE = timedelta(days=30)
LONGEST = timedelta(days=90)


class RefreshRefused(Refusal):
    """Unknown, used, too old or ended: which of them is not said. Whoever it belongs to signs in again."""

    status = 401
    message = _("This refresh token is not good. Sign in again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A pair of tokens. The refresh token is told here, and kept nowhere."""

    access: str
    refresh: str
    family: Family


def open_family(*, user: User, name: str, address: str, now: datetime) -> Issued:
    """Begin a family for somebody who has just proved who they are."""
    with transaction.atomic():
        family = Family.objects.create(
            user=user,
            name=visible_line(name)[:80],
            address=address,
            password_hash=user.get_session_auth_hash(),
            created_at=now,
            used_at=now,
            idle_at=now + IDLE,
            ends_at=now + LONGEST,
        )
        return _issue(family, now=now)


def refresh_family(*, text: str, client: Client, now: datetime) -> Issued:
    """Two new tokens for a refresh token, which is good once: shown again, it ends the family and its person is told.

    Raises `RefreshRefused`. No grace is given for an answer that was lost: who asks under an Idempotency-Key is
    answered again by it.
    """
    if not is_well_formed(text, prefix=PREFIX):
        raise RefreshRefused
    with transaction.atomic():
        issued = _refresh(text, client=client, now=now)
    if issued is None:
        # Raised only now: inside, it would take back that the family was ended.
        raise RefreshRefused
    return issued


def _refresh(text: str, *, client: Client, now: datetime) -> Issued | None:
    # The family is locked before its tokens: of two who show the same one, the second sees that it was used.
    found = Family.objects.select_for_update(of=("self",)).select_related("user")
    family = found.filter(refreshes__digest__in=digests(text)).first()
    if family is None or not is_open(family, now=now):
        return None
    unused = Refresh.objects.filter(family=family, digest__in=digests(text), used_at=None)
    if not unused.update(used_at=now):
        _end([family], because=Because.REUSED, now=now)
        _tell_of_reuse(family, client=client, now=now)
        return None
    family.used_at, family.idle_at, family.address = now, min(now + IDLE, family.ends_at), client.address
    family.save(update_fields=["used_at", "idle_at", "address"])
    return _issue(family, now=now)


def end_family(*, family_id: str, user_id: int, because: Because, now: datetime) -> bool:
    """End one family of this person by its public id; False when they have none of it open."""
    with transaction.atomic():
        rows = Family.objects.select_for_update().filter(public_id=family_id, user_id=user_id, ended_at=None)
        ended = list(rows)
        _end(ended, because=because, now=now)
        return bool(ended)


def sign_out(*, text: str, now: datetime) -> None:
    """End the family of this refresh token, used or not; nothing happens for any other text."""
    if not is_well_formed(text, prefix=PREFIX):
        return
    with transaction.atomic():
        rows = Family.objects.select_for_update(of=("self",)).filter(refreshes__digest__in=digests(text), ended_at=None)
        _end(list(rows), because=Because.SIGNED_OUT, now=now)


def end_programs(
    *, user_id: int, now: datetime, because: Because = Because.ENDED, but_session: str | None = None
) -> int:
    """End every program that this person signed in from, at once; keys stay. Returns how many.

    Called when a password or a factor changed, when somebody is suspended, and by "end all others", which spares the
    one that asked (`but_session`, as in `token:fam_…`).
    """
    with transaction.atomic():
        rows = Family.objects.select_for_update().filter(user_id=user_id, ended_at=None).order_by("pk")
        ended = [row for row in rows if row.session_key != but_session]
        _end(ended, because=because, now=now)
        return len(ended)


def families_of(user_id: int, *, now: datetime) -> list[Family]:
    """The programs this person is signed in from, the last used first."""
    rows = Family.objects.filter(user_id=user_id, ended_at=None, idle_at__gt=now, ends_at__gt=now)
    return list(rows.order_by("-used_at"))


def _issue(family: Family, *, now: datetime) -> Issued:
    refresh = new_key(PREFIX)
    Refresh.objects.create(family=family, digest=digest(refresh), created_at=now)
    access = write_access(person=family.user.public_id, family=family.public_id, now=now)
    return Issued(access=access, refresh=refresh, family=family)


def _end(families: list[Family], *, because: Because, now: datetime) -> None:
    Family.objects.filter(pk__in=[family.pk for family in families]).update(ended_at=now, because=because)
    for family in families:
        endings.end_session_later(session_key=family.session_key)


def _tell_of_reuse(family: Family, *, client: Client, now: datetime) -> None:
    note(family.user, "tokens_revoked", client, now, name=str(family))
    write(family.user, "tokens_reused", client, now, once=family.public_id, program=str(family))

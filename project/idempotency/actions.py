"""A key is taken by the request that comes first; those that come later wait, are told its answer, or are refused."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from project.base.sealed import seal, unseal
from project.idempotency.models import StoredAnswer

KEPT = timedelta(hours=24)
# As long as a request may take: whoever still holds the key after that has died with it.
LEASE = timedelta(seconds=60)


class KeyReused(Refusal):
    """This key was used for another request."""

    status = 422
    message = _("This Idempotency-Key was used for another request.")


class StillRunning(Refusal):
    """The first request under this key has no answer yet; `retry_after` says when to ask again."""

    message = _("The first request with this Idempotency-Key is still running.")


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The right to answer under a key: it is lost when the lease ends and somebody else takes the key."""

    pk: int
    lease: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the first request was answered."""

    status: int
    headers: dict[str, str]
    body: str


def take(*, caller: str, key: str, fingerprint: str, now: datetime) -> Taken | Told:
    """Take the key, or say what was answered under it; raises `KeyReused` and `StillRunning`."""
    fresh = {
        "fingerprint": fingerprint,
        "lease": secrets.token_hex(16),
        "leased_until": now + LEASE,
        "expires_at": now + KEPT,
    }
    with transaction.atomic():
        row, is_new = StoredAnswer.objects.select_for_update().get_or_create(caller=caller, key=key, defaults=fresh)
        if is_new:
            return Taken(pk=row.pk, lease=row.lease)
        if row.expires_at <= now:
            return _taken_over(row, fresh)
        if row.fingerprint != fingerprint:
            raise KeyReused
        if row.state == "done" and row.status is not None:
            return Told(status=row.status, headers=row.headers, body=unseal(row.sealed_body))
        if row.leased_until > now:
            raise StillRunning(retry_after=ceil((row.leased_until - now).total_seconds()))
        return _taken_over(row, fresh)


def keep(taken: Taken, told: Told) -> None:
    """Remember the answer, unless the key was lost meanwhile."""
    held = StoredAnswer.objects.filter(pk=taken.pk, lease=taken.lease)
    held.update(state="done", status=told.status, headers=told.headers, sealed_body=seal(told.body))


def give_back(taken: Taken) -> None:
    """Nothing was done: the key is as if it had never been used."""
    StoredAnswer.objects.filter(pk=taken.pk, lease=taken.lease).delete()


def forget_old_answers(*, now: datetime) -> int:
    """Forget what nobody may ask for any more. Returns how many answers."""
    return StoredAnswer.objects.filter(expires_at__lte=now).delete()[0]


def _taken_over(row: StoredAnswer, fresh: dict[str, object]) -> Taken:
    for name, value in {**fresh, "state": "running", "status": None, "headers": {}, "sealed_body": ""}.items():
        setattr(row, name, value)
    row.save()
    return Taken(pk=row.pk, lease=row.lease)

"""Codes that are typed: those of an authenticator app and the recovery codes. Each opens once, in any process.

What was used is kept on the factor's own row, read under its lock: no cache can forget it.
"""

import secrets
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.security.clients import Client
from project.accounts.security.telling import notice
from project.base import keys, limits
from project.base.errors import Refusal
from project.base.sealed import unseal

PERIOD_SECONDS = 30
# A clock may be off by one step either way.
STEPS = (0, -1, 1)
DIGITS = 6
# Crockford's alphabet: no letter that reads as another. Ten of them carry 50 bits, and only an HMAC is stored.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH, HOW_MANY, FEW = 10, 10, 3
LOOKALIKES = str.maketrans("ilo", "110")


class WrongCode(Refusal):
    """Not the code of now, or one that has been used."""

    status = 422
    message = _("This code is wrong, or was used already.")


def use_code(*, user: User, code: str, client: Client, now: datetime) -> Authenticator:
    """Spend a code of this person. Raises `WrongCode`, `TooManyTries`, `LimitsAway`.

    Counted by person and by address, so that neither one account nor many can be guessed at.
    """
    limits.ask("codes", f"person:{user.pk}")
    limits.ask("codes", client.address)
    typed = tidy(code)
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(user_id=user.pk, type__in=kinds)
        for factor in held:
            is_app = factor.type == Authenticator.Type.TOTP
            if _spend_totp(factor, typed, now) if is_app else _spend_recovery(factor, typed, user, client, now):
                factor.last_used_at = now
                factor.save(update_fields=["data", "last_used_at"])
                # A right code is no guess.
                limits.forget("codes", f"person:{user.pk}")
                return factor
    raise WrongCode


def tidy(code: str) -> str:
    """A code as it is compared: people type spaces, hyphens, capitals and letters that look like digits."""
    return "".join(code.split()).replace("-", "").lower().translate(LOOKALIKES)[:64]


def matching_step(secret: str, typed: str, now: datetime, *, after: int = -1) -> int | None:
    """The step of time whose code this is, if it is one of now and later than `after`."""
    present = int(now.timestamp()) // PERIOD_SECONDS
    for step in (present + near for near in STEPS):
        if step > after and constant_time_compare(typed, format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes, to be shown once: `k7m2q-x9v4t`."""
    plain = ["".join(secrets.choice(ALPHABET) for _place in range(LENGTH)) for _code in range(HOW_MANY)]
    return [f"{code[:5]}-{code[5:]}" for code in plain]


def recovery_digests(user_id: int, codes: list[str]) -> list[str]:
    """What is stored of them."""
    return [keys.digest(_named(user_id, tidy(code))) for code in codes]


def codes_left(user_id: int) -> int | None:
    """How many recovery codes there still are; None for who never made any."""
    row = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.data["digests"]) if row else None


def _spend_totp(factor: Authenticator, typed: str, now: datetime) -> bool:
    if len(typed) != DIGITS or not typed.isascii():
        return False
    data: dict[str, Any] = factor.data
    step = matching_step(unseal(data["secret"]), typed, now, after=data["used"])
    if step is None:
        return False
    data["used"] = step
    return True


def _spend_recovery(factor: Authenticator, typed: str, user: User, client: Client, now: datetime) -> bool:
    if len(typed) != LENGTH:
        return False
    known: list[str] = factor.data["digests"]
    spent = set(keys.digests(_named(user.pk, typed))).intersection(known)
    if not spent:
        return False
    factor.data["digests"] = [digest for digest in known if digest not in spent]
    left = len(factor.data["digests"])
    notice(user, "recovery_code_used", client, now, left=left, few=left <= FEW)
    return True


def _named(user_id: int, typed: str) -> str:
    return f"recovery:{user_id}:{typed}"

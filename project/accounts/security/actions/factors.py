"""Adding and removing factors: the owner is told, trusted devices are asked again, and nobody locks themselves out."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.security.actions.codes import (
    WrongCode,
    matching_step,
    new_recovery_codes,
    recovery_digests,
    tidy,
)
from project.accounts.security.actions.devices import distrust_all
from project.accounts.security.clients import Client
from project.accounts.security.policy import FACTORS, GRACE
from project.accounts.security.telling import note, notice
from project.accounts.tokens.families import end_programs
from project.accounts.tokens.models import Because
from project.base import limits
from project.base.errors import Forbidden, NotFound, Refusal
from project.base.sealed import seal
from project.base.visible import visible_line

TOTP, WEBAUTHN, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
MOST_PASSKEYS = 20
LONGEST_NAME = 60


class FactorThereAlready(Refusal):
    """One authenticator app at a time."""

    message = _("There is an authenticator app already. Remove it first.")


class TooManyPasskeys(Refusal):
    """More than anybody can tell apart."""

    message = _("There are twenty passkeys already. Remove one first.")


class LastFactorNeeded(Refusal):
    """A role demands a second factor: the last one stays."""

    message = _("Your role needs a second factor, and this is the last one. Add another first.")


class EmailUnconfirmed(Forbidden):
    """Who does not own the address could lock its owner out for good."""

    message = _("Confirm your email address first.")


def new_totp_secret() -> str:
    """A key for an authenticator app: 160 bits in base 32."""
    return str(generate_totp_secret())


def add_totp(*, user: User, secret: str, code: str, client: Client, now: datetime) -> Authenticator:
    """Keep an authenticator app once it has shown a code. Raises `WrongCode`, `FactorThereAlready`, `TooManyTries`."""
    limits.ask("codes", f"person:{user.pk}")
    step = matching_step(secret, tidy(code), now)
    if step is None:
        raise WrongCode
    with transaction.atomic():
        _lock(user)
        if Authenticator.objects.filter(user_id=user.pk, type=TOTP).exists():
            raise FactorThereAlready
        data = {"secret": seal(secret), "used": step}
        return _add(user, TOTP, data, client, now, factor=str(_("authenticator app")))


def add_passkey(*, user: User, facts: dict[str, Any], name: str, client: Client, now: datetime) -> Authenticator:
    """Keep a new passkey under its name. Raises `TooManyPasskeys`."""
    with transaction.atomic():
        _lock(user)
        if Authenticator.objects.filter(user_id=user.pk, type=WEBAUTHN).count() >= MOST_PASSKEYS:
            raise TooManyPasskeys
        label = _named(name) or client.device
        return _add(user, WEBAUTHN, {**facts, "name": label}, client, now, factor=str(_("passkey")), name=label)


def rename_passkey(*, user: User, passkey_id: int, name: str, client: Client, now: datetime) -> Authenticator:
    """Call a passkey something else; an empty name changes nothing. Raises `NotFound` for another's."""
    with transaction.atomic():
        passkey = find_factor(user, passkey_id, WEBAUTHN)
        if label := _named(name):
            passkey.data["name"] = label
            passkey.save(update_fields=["data"])
            note(user, "passkey_renamed", client, now, name=label)
        return passkey


def remove_factor(*, user: User, factor_id: int, client: Client, now: datetime) -> None:
    """Take a factor away; recovery codes go with the last one. Raises `NotFound`, `LastFactorNeeded`."""
    with transaction.atomic():
        # Two who each remove one of two factors would else both see another left.
        owner = _lock(user)
        factor = find_factor(user, factor_id, *FACTORS)
        others = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exclude(pk=factor.pk)
        is_last = not others.exists()
        if is_last and any(role in owner.roles for role in GRACE):
            raise LastFactorNeeded
        told = {"factor": factor.get_type_display(), "name": factor.data.get("name", "")}
        factor.delete()
        if is_last:
            Authenticator.objects.filter(user_id=user.pk).delete()
        distrust_all(user=user)
        end_programs(user_id=user.pk, because=Because.CHANGED, now=now)
        notice(user, "factor_removed", client, now, **told)


def make_recovery_codes(*, user: User, client: Client, now: datetime) -> list[str]:
    """Ten new codes, to be shown now and never again; the old ones are void. Raises `NotFound` without a factor."""
    with transaction.atomic():
        _lock(user)
        if not Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists():
            raise NotFound
        Authenticator.objects.filter(user_id=user.pk, type=RECOVERY).delete()
        codes = new_recovery_codes()
        data = {"digests": recovery_digests(user.pk, codes)}
        Authenticator.objects.create(user=user, type=RECOVERY, data=data, created_at=now)
        distrust_all(user=user)
        notice(user, "recovery_codes_made", client, now)
        return codes


def find_factor(user: User, factor_id: int, *types: str) -> Authenticator:
    """One of this person's own factors. Raises `NotFound` for any other."""
    found = Authenticator.objects.select_for_update().filter(pk=factor_id, user_id=user.pk, type__in=types).first()
    if found is None:
        raise NotFound
    return found


def ask_confirmed_email(user: User) -> None:
    """Raise `EmailUnconfirmed` while an address of theirs is not."""
    if EmailAddress.objects.filter(user_id=user.pk, verified=False).exists():
        raise EmailUnconfirmed


def _add(user: User, kind: str, data: dict[str, Any], client: Client, now: datetime, **told: str) -> Authenticator:
    ask_confirmed_email(user)
    factor = Authenticator.objects.create(user=user, type=kind, data=data, created_at=now)
    distrust_all(user=user)
    end_programs(user_id=user.pk, because=Because.CHANGED, now=now)
    notice(user, "factor_added", client, now, **told)
    return factor


def _lock(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _named(name: str) -> str:
    return visible_line(name)[:LONGEST_NAME]

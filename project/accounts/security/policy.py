"""Who needs a second factor, since when, and whether this sign-in showed one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.roles.names import Role
from project.accounts.roles.queries import granted_at
from project.base.errors import Forbidden

# How long after a role was given its work can be done without a second factor.
GRACE: dict[Role, timedelta] = {Role.ADMIN: timedelta(days=1), Role.SUPPORT: timedelta(days=7)}
# Sellers are told: nothing is paid out to who has none.
TOLD = (Role.SELLER,)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SECOND = "mfa"


class SecondFactorNeeded(Forbidden):
    """Work for others is done behind a second factor; `set_up` says that there is none yet."""

    message = _("This needs a sign-in with a second factor.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a person stands: `due_at` is there for whose role demands a factor; `is_overdue` without one since then."""

    needed: bool
    due_at: datetime | None
    has_factor: bool
    is_overdue: bool
    is_advised: bool = False


def factor_standing(user: User, now: datetime) -> Standing:
    """What a person's roles ask of them, and whether they have it."""
    roles = [role for role in GRACE if role in user.roles]
    due_at = min(((granted_at(user.pk, role) or user.created_at) + GRACE[role] for role in roles), default=None)
    has_factor = has_second_factor(user.pk)
    return Standing(
        needed=bool(roles),
        due_at=due_at,
        has_factor=has_factor,
        is_overdue=due_at is not None and not has_factor and now >= due_at,
        is_advised=not has_factor and any(role in user.roles for role in TOLD),
    )


def has_second_factor(user_id: int) -> bool:
    """Whether there is an authenticator app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).exists())


def records_of(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """How this session has proven who it is, oldest first."""
    return list(get_authentication_records(request, user))


def showed_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session was opened, or confirmed since, with a second factor or on a trusted device."""
    return any(record.get("method") == SECOND for record in records_of(request, user))


def ask_second_factor(request: HttpRequest, *, user_id: int, by_program: bool, now: datetime) -> None:
    """Raise `SecondFactorNeeded` unless who comes to staff's work has shown one, or is still in their grace.

    A program's key or token was made behind the factor: of its owner only the having is asked.
    """
    user = User.objects.get(pk=user_id)
    if not by_program and showed_second_factor(request, user):
        return
    standing = factor_standing(user, now)
    if standing.is_overdue:
        raise SecondFactorNeeded(set_up=True)
    if standing.has_factor and not by_program:
        raise SecondFactorNeeded(set_up=False)

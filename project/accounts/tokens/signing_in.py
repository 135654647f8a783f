"""A person signs in from a program: password first, then the second factor where the account has one.

Nothing here tells whether an email is known: a wrong password, an unknown email and a suspended person are one answer,
after the same work.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.security.actions.codes import WrongCode, use_code
from project.accounts.security.clients import Client, client_of
from project.accounts.security.policy import has_second_factor
from project.accounts.security.telling import note
from project.accounts.tokens.families import Issued, open_family
from project.accounts.tokens.registering import ask_for_code
from project.base import limits
from project.base.errors import Refusal
from project.base.sealed import seal, unseal

CHALLENGE_LIFE = timedelta(minutes=5)
# What a program can show; a passkey needs a browser.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
PURPOSE = "second factor"


class WrongSignIn(Refusal):
    """Email and password do not belong together, or nobody has this email, or they may not come in."""

    status = 401
    message = _("This email and password do not belong together.")


class SecondFactorNeeded(Refusal):
    """The password was right. `challenge` with a `code` from one of the `factors` signs in, for five minutes."""

    status = 401
    message = _("Send the challenge again with a code.")


class ChallengeOver(Refusal):
    """The challenge is no longer good: begin with email and password again."""

    status = 401
    message = _("This took too long. Begin with your password again.")


class EmailNotVerified(Refusal):
    """The password was right, and a letter with a code is on its way: `verification` with that code verifies."""

    status = 403
    message = _("Verify your email with the code we have just sent.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a program sent to sign in: email and password, or a challenge; a code or none; its own name."""

    email: str = ""
    password: str = ""
    challenge: str = ""
    code: str = ""
    device: str = ""


def sign_in(request: HttpRequest, *, shown: Shown, now: datetime) -> Issued:
    """A family of tokens for the person.

    Raises the refusals of this module, `WrongCode`, `TooManyTries` and `LimitsAway`.
    """
    client = client_of(request)
    limits.ask("sign_in", client.address)
    user = _challenged(shown.challenge, now=now) if shown.challenge else _known(request, shown, now=now)
    if has_second_factor(user.pk):
        _ask_factor(user, shown.code, client, now=now)
    issued = open_family(user=user, name=shown.device or client.user_agent, address=client.address, now=now)
    note(user, "signed_in", client, now, device=str(issued.family))
    return issued


def _known(request: HttpRequest, shown: Shown, *, now: datetime) -> User:
    # The adapter counts tries against the account, known or not, and hashes in any case.
    user = get_adapter(request).authenticate(request, email=shown.email.strip().lower(), password=shown.password)
    if not isinstance(user, User) or not user.is_active:
        raise WrongSignIn
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        raise EmailNotVerified(verification=ask_for_code(request, user=user, email=str(user.email), now=now))
    return user


def _ask_factor(user: User, code: str, client: Client, *, now: datetime) -> None:
    if not code:
        there = Authenticator.objects.filter(user=user, type__in=FACTORS).order_by("type")
        raise SecondFactorNeeded(
            challenge=_challenge(user, now=now),
            factors=[str(factor.type) for factor in there],
            expires_in=int(CHALLENGE_LIFE.total_seconds()),
        )
    try:
        use_code(user=user, code=code, client=client, now=now)
    except WrongCode:
        note(user, "sign_in_failed", client, now)
        raise


def _challenge(user: User, *, now: datetime) -> str:
    until = now + CHALLENGE_LIFE
    told = [PURPOSE, user.pk, user.get_session_auth_hash(), until.timestamp()]
    return seal(orjson.dumps(told).decode())


def _challenged(challenge: str, *, now: datetime) -> User:
    """Whose password was right a moment ago: it must be the same still, and they may still come in."""
    try:
        purpose, pk, password_hash, until = orjson.loads(unseal(challenge))
    except (InvalidToken, ValueError, TypeError) as error:
        raise ChallengeOver from error
    user = User.objects.filter(pk=pk, is_active=True).first() if purpose == PURPOSE else None
    if user is None or now.timestamp() >= until or user.get_session_auth_hash() != password_hash:
        raise ChallengeOver
    return user

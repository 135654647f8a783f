"""Who comes in these tests, and what they show: a member's password, tokens, keys."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from project.accounts.models import User
from project.accounts.security.clients import Client as From
from project.accounts.tokens.families import Issued, open_family
from project.accounts.tokens.keys import make_key
from project.accounts.tokens.models import ApiKey
from project.base import clock

PASSWORD = "a-long-password-of-ada"


def member(name: str = "Ada", **fields: Any) -> User:
    """A person whose email is verified."""
    email = f"{name.lower()}@example.org"
    user = User.objects.create_user(email, PASSWORD, display_name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def tokens_of(user: User) -> Issued:
    """Somebody who has signed in from a program."""
    return open_family(user=user, name="Ada's script", address="192.0.2.7", now=clock.now())


def key_of(user: User, *scopes: str, days: int = 90) -> tuple[ApiKey, str]:
    """A key with these scopes."""
    now = clock.now()
    return make_key(
        user_id=user.pk,
        name="Ada's key",
        scopes=set(scopes or ("account:read",)),
        expires_at=now + timedelta(days=days),
        client=From(),
        now=now,
    )


def showing(text: str, **headers: str) -> Client:
    """A program that shows this with every request."""
    return Client(headers={"Authorization": f"Bearer {text}", **headers})


def post(client: Client, path: str, **body: Any) -> Any:
    """A JSON request and its answer."""
    return client.post(f"/api/auth/{path}", body, content_type="application/json")


def code_of(secret: str, *, steps: int = 0) -> str:
    """The code that an app shows now, or showed before."""
    return str(format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30 + steps)))

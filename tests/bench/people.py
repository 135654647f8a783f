"""Members for a benchmark, and what lets them in: sessions, a token, a key."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY


def greet_members(*, count: int) -> dict[str, Any]:
    """Sessions of `count` members, as cookies."""
    from project.accounts.models import User

    known = User.objects.count()
    members = [
        User(email=f"member{known + number}@example.org", display_name=f"Member {number}", password="!")
        for number in range(count)
    ]
    return {"cookies": [_cookie(member) for member in User.objects.bulk_create(members)]}


def _cookie(member: Any) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def let_program_in() -> dict[str, str]:
    """One member, by cookie, by token and by key."""
    from project.accounts.models import User
    from project.accounts.security.clients import Client
    from project.accounts.tokens.families import open_family
    from project.accounts.tokens.keys import make_key
    from project.base import clock

    now = clock.now()
    member = User.objects.create_user(f"program{User.objects.count()}@example.org", display_name="Program")
    _key, text = make_key(
        user_id=member.pk,
        name="Bench",
        scopes=["account:read"],
        expires_at=now + timedelta(days=30),
        client=Client(),
        now=now,
    )
    access = open_family(user=member, name="Bench", address="127.0.0.1", now=now).access
    return {"cookie": _cookie(member), "token": access, "key": text}

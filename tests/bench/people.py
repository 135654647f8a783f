"""Members for a benchmark, and what lets them in: sessions, a token, a key."""

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

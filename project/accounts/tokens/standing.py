"""Whether a key or a sign-in of a program still stands: asked at every request, from the one row that was read."""

from datetime import datetime

from django.utils.crypto import constant_time_compare

from project.accounts.models import User
from project.accounts.tokens.models import ApiKey, Family


def is_open(family: Family, *, now: datetime) -> bool:
    """Whether tokens of this family are good: not ended or too old, its person active, the password the same."""
    return (
        family.ended_at is None
        and now < min(family.idle_at, family.ends_at)
        and family.user.is_active
        and _same_password(family.user, family.password_hash)
    )


def works(key: ApiKey, *, now: datetime) -> bool:
    """Whether this key opens anything: not revoked, not expired, its person active."""
    return key.revoked_at is None and now < key.expires_at and key.user.is_active


def _same_password(user: User, known: str) -> bool:
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return any(constant_time_compare(known, one) for one in hashes)

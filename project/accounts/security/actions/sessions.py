"""Sessions of browsers: ended from anywhere. The row goes, trust in its device goes, and its sockets close."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from project.accounts import endings
from project.accounts.models import User
from project.accounts.security.clients import Client, device_of
from project.accounts.security.models import KnownDevice
from project.accounts.security.telling import note
from project.accounts.tokens.families import end_programs
from project.base.errors import NotFound

DEVICE = "device"


def end_session(*, user: User, session_id: int, client: Client, now: datetime) -> str:
    """End one session of this person. Returns its key. Raises `NotFound` for another's."""
    with transaction.atomic():
        found = UserSession.objects.select_for_update().filter(pk=session_id, user=user).first()
        if found is None:
            raise NotFound
        note(user, "session_ended", client, now, device=device_of(found.user_agent))
        _end(user.pk, [found])
        return str(found.session_key)


def end_other_sessions(*, user: User, kept_key: str | None, client: Client, now: datetime) -> int:
    """End all sessions of this person but one, or all of them, and programs with them. Returns how many were ended."""
    with transaction.atomic():
        found = list(UserSession.objects.select_for_update().filter(user=user).exclude(session_key=kept_key or ""))
        programs = end_programs(user_id=user.pk, but_session=kept_key, now=now)
        if found or programs:
            note(user, "sessions_ended", client, now)
            _end(user.pk, found)
        return len(found) + programs


def end_all_sessions(*, user_id: int) -> None:
    """End every session of a person, and write it down nowhere: what they end by says it."""
    with transaction.atomic():
        _end(user_id, list(UserSession.objects.select_for_update().filter(user_id=user_id)))


def _end(user_id: int, found: list[UserSession]) -> None:
    keys = [row.session_key for row in found]
    devices = [row.data.get(DEVICE, "") for row in found]
    KnownDevice.objects.filter(user_id=user_id, public_id__in=devices).update(trusted_at=None, trusted_until=None)
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    for key in keys:
        endings.end_session_later(session_key=key)

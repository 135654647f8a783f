"""Ending sessions, of programs too: their rows go, and their sockets close when the transaction commits."""

from allauth.usersessions.models import UserSession

from project.accounts.models import User
from project.accounts.tokens.families import end_programs
from project.accounts.tokens.models import Because
from project.base import clock
from realtime import revoke


def end_other_sessions(user: User, *, but: str | None) -> int:
    """End every session of this person save one, and every program they signed in from. Returns how many."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=but))
    for session in others:
        revoke.end_session_later(session_key=session.session_key)
        session.end()
    return len(others) + end_programs(user_id=user.pk, because=Because.CHANGED, now=clock.now())


def end_all_sessions(user: User) -> None:
    """End every session of this person, and whatever sockets are open for them."""
    end_other_sessions(user, but=None)
    revoke.end_person_later(user_id=user.pk)

"""How long a session lives: it ends when nobody uses it, and in any case at a time that is fixed from its beginning.

Both stand in the row of the session, so that pages and sockets see the same end. Use is noted every five minutes.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_only_middleware

from project.accounts.models import User
from project.base import clock
from project.base.http import client_address

NOTED_EVERY = timedelta(minutes=5)
IDLE = timedelta(days=14)
# Whoever works for others signs in every day, and again after a break.
STAFF_IDLE, STAFF_WHOLE = timedelta(hours=8), timedelta(hours=24)
SEEN, ENDS, IDLE_SECONDS = "seen_at", "ends_at", "idle_seconds"
type Next = Callable[[HttpRequest], HttpResponseBase]


def begin_keeping(request: HttpRequest, user: User, *, now: datetime) -> None:
    """From a sign-in on: the session ends when sign-in has fixed it, or before that by not being used."""
    session = request.session
    ends = session.get_expiry_date()
    if user.is_staff:
        ends = min(ends, now + STAFF_WHOLE)
    session[ENDS] = ends.timestamp()
    session[IDLE_SECONDS] = int((STAFF_IDLE if user.is_staff else IDLE).total_seconds())
    _note(request, now)


@sync_only_middleware
def keep_session(get_response: Next) -> Next:
    """Note that a session is used, at most every five minutes, and only where a view has read it anyway."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if _is_due(request):
            _touch(request)
        return response

    return answer


def _is_due(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    # What no view has read is not read here either: it would cost a query.
    if session is None or not session.accessed or not hasattr(session, "_session_cache") or SEEN not in session:
        return False
    return bool(clock.now().timestamp() - session[SEEN] > NOTED_EVERY.total_seconds())


def _touch(request: HttpRequest) -> None:
    now = clock.now()
    _note(request, now)
    row = UserSession.objects.filter(session_key=request.session.session_key or "")
    row.update(last_seen_at=now, ip=client_address(request))


def _note(request: HttpRequest, now: datetime) -> None:
    session = request.session
    session[SEEN] = now.timestamp()
    idle_end = now + timedelta(seconds=session[IDLE_SECONDS])
    session.set_expiry(min(idle_end, datetime.fromtimestamp(session[ENDS], UTC)))

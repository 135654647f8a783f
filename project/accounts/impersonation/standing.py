"""Whether a request is one of an admin who looks on as somebody else, and what it may not do then."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.roles.names import STAFF, Role
from project.base.errors import Forbidden

KEY = "looks_on_as"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
STOP = "stop_impersonating"
# Whoever looks on sees nothing that opens a door: passwords, factors, keys, recovery codes, sign-ins elsewhere.
CLOSED_ROOMS = ("allauth.", "frontend.account.signin", "frontend.account.security", "frontend.account.keys")


class NotWhileImpersonating(Forbidden):
    """Nobody acts in somebody else's name."""

    message = _("You are looking at the site as somebody else: nothing can be done in their name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Impersonation:
    """Who looks on as whom, and until when."""

    staff: User
    person: User
    until: datetime


def impersonation_of(request: HttpRequest) -> Impersonation | None:
    """The impersonation that this request is part of; None for everybody else."""
    # Asking who is there finds it out; where a request failed early nobody has asked yet.
    user = getattr(request, "user", None)
    found: Impersonation | None = getattr(request, "impersonation", None) if user and user.is_authenticated else None
    return found


def is_impersonated(request: HttpRequest) -> bool:
    """Whether an admin looks on as somebody else: money, keys, factors, email, export and deletion are refused."""
    return impersonation_of(request) is not None


def refuse_impersonation(request: HttpRequest) -> None:
    """Raise `NotWhileImpersonating` for one who looks on."""
    if is_impersonated(request):
        raise NotWhileImpersonating


def refuse_deeds(request: HttpRequest) -> None:
    """Raise `NotWhileImpersonating` where one who looks on would change something, or see what opens a door."""
    match = request.resolver_match
    if match is not None and match.url_name == STOP:
        return
    room = getattr(match.func, "__module__", "") if match is not None else ""
    if request.method not in SAFE or room.startswith(CLOSED_ROOMS):
        refuse_impersonation(request)


def standing_in(session: SessionBase, staff: Any, *, now: datetime) -> Impersonation | None:
    """What a session holds, if it still holds: in time, by an active admin, of an active member who is no staff."""
    held = session.get(KEY)
    if held is None or not isinstance(staff, User) or Role.ADMIN not in staff.roles:
        return None
    if now.timestamp() >= held["until"]:
        return None
    person = User.objects.filter(pk=held["person"], is_active=True, is_guest=False).first()
    if person is None or not set(person.roles).isdisjoint(STAFF):
        return None
    return Impersonation(staff=staff, person=person, until=datetime.fromtimestamp(held["until"], tz=now.tzinfo))

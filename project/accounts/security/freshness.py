"""What matters most is asked for again: whoever comes to it has proven who they are within the hour."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from project.accounts.impersonation.standing import refuse_impersonation
from project.accounts.models import User
from project.accounts.security.policy import records_of
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Forbidden

FRESH = timedelta(hours=1)


class ReauthenticationNeeded(Forbidden):
    """The last proof is too long ago, or a program comes, which can give none."""

    message = _("Confirm that it is you first.")


def ask_fresh(request: HttpRequest) -> None:
    """Raise `ReauthenticationNeeded` unless this browser signed in or confirmed within the hour.

    Who looks on as somebody else has no way to it: `NotWhileImpersonating`.
    """
    refuse_impersonation(request)
    if not is_fresh(request, now=clock.now()):
        raise ReauthenticationNeeded


def is_fresh(request: HttpRequest, *, now: datetime) -> bool:
    """Whether the person before this browser has proven within the hour that it is them; never so for a program."""
    if visitor_of(request).scopes is not None or not isinstance(request.user, User):
        return False
    proofs = records_of(request, request.user)
    return bool(proofs) and now.timestamp() - proofs[-1]["at"] < FRESH.total_seconds()

"""Keys are made by people who have just proved who they are: in a browser, or by signing in from a program."""

from datetime import datetime

from django.http import HttpRequest

from project.accounts.security.freshness import FRESH, ReauthenticationNeeded, ask_fresh
from project.accounts.visitors import program_of


def ask_fresh_person(request: HttpRequest, *, now: datetime) -> None:
    """Raise `ReauthenticationNeeded` unless the session or the token is of somebody who proved it within the hour."""
    if program_of(request) is None:
        ask_fresh(request)
        return
    signed_in_at: datetime | None = getattr(request, "program_signed_in_at", None)
    if signed_in_at is None or now - signed_in_at >= FRESH:
        raise ReauthenticationNeeded

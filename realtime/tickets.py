"""One-use tickets: how a program without a browser's cookie shows a socket who it is."""

import hashlib
import secrets
from datetime import datetime, timedelta

from project.accounts.visitors import Visitor, visitors_of_sessions
from realtime.models import Ticket

LIFE = timedelta(seconds=30)


def issue_ticket(*, session_key: str | None, now: datetime) -> str:
    """A ticket for whoever holds this session (None: a guest), good once and for thirty seconds."""
    ticket = secrets.token_urlsafe(32)
    Ticket.objects.create(digest=_digest(ticket), session_key=session_key or "", expires_at=now + LIFE)
    return ticket


def redeem_ticket(*, ticket: str, now: datetime) -> Visitor | None:
    """The visitor a ticket stands for, None when it is unknown, used or too old. Of two redeemers one succeeds."""
    spent = Ticket.objects.filter(digest=_digest(ticket), expires_at__gt=now)
    session_key = spent.values_list("session_key", flat=True).first()
    if session_key is None or not spent.delete()[0]:
        return None
    if not session_key:
        return Visitor()
    return visitors_of_sessions([session_key]).get(session_key)


def _digest(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()

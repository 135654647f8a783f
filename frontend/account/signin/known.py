"""Browsers in which somebody has signed in before: their tries are counted apart from everybody else's.

Tries against one account must be few, and yet no stranger may use them up and lock its person out for ever. A browser
that signed in once carries a signed note of it, and has a count of its own (OWASP's device cookies).
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from project.base.keys import digest

SALT = "frontend.account.signin.known"
KEPT_SECONDS = 365 * 86_400


def counted_for(request: HttpRequest, email: str) -> str:
    """As whom to count a try against the account of this email, whether there is one or not."""
    account = _digest(email)
    note = request.COOKIES.get(_cookie(account), "")
    try:
        told = signing.loads(note, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return f"account:{account}"
    known = isinstance(told, dict) and told.get("account") == account
    return f"known:{account}:{told['browser']}" if known else f"account:{account}"


def note_browser(response: HttpResponseBase, email: str) -> None:
    """Have this browser carry the note that its person signed in."""
    account = _digest(email)
    response.set_cookie(
        _cookie(account),
        signing.dumps({"account": account, "browser": secrets.token_hex(8)}, salt=SALT),
        max_age=KEPT_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _cookie(account: str) -> str:
    return f"{'__Host-' if settings.HTTPS else ''}known-{account[:12]}"


def _digest(email: str) -> str:
    return digest(email.strip().lower())[:32]

"""What letters about an account say: the code, the site, and who asked when and from where."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

# Anybody can ask for these, for any address.
ASKED_FOR = frozenset(
    {
        "account_already_exists",
        "email_confirmation",
        "email_confirmation_signup",
        "login_code",
        "password_reset_code",
        "unknown_account",
    }
)


def is_asked_for(template: str) -> bool:
    """Whether a stranger can cause this letter; notices of what happened are never held back."""
    return template in ASKED_FOR


def facts_of(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    """The plain values of what allauth tells its templates, and the site's address."""
    facts = {name: _plain(value) for name, value in told.items()}
    return {name: value for name, value in facts.items() if value is not None} | {
        "site": settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}",
        "minutes": settings.CODE_SECONDS // 60,
        "sign_in_path": reverse("account_login"),
        "sign_up_path": reverse("account_signup"),
        "reset_path": reverse("account_reset_password"),
    }


def _plain(value: Any) -> str | int | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, str | int):
        return value
    # A provider of identities is told by its name; requests, users and rows are nothing for a letter.
    name = getattr(value, "name", None)
    return str(name) if isinstance(name, str) else None

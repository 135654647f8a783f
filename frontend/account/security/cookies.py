"""The cookie by which a browser is known again: chance alone, as long as browsers keep one."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from project.accounts.security.actions.devices import COOKIE_LIFE, is_token


def token_of(request: HttpRequest) -> str:
    """What this browser's cookie holds; nothing for a browser that has none of ours."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    return token if is_token(token) else ""


def keep_token(response: HttpResponseBase, token: str) -> None:
    """Let the browser hold it."""
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        token,
        max_age=COOKIE_LIFE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )

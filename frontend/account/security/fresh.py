"""The door before what matters most: money, keys, factors, email, export, deletion, roles."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from project.accounts.access import API, SAFE
from project.accounts.impersonation.standing import NotWhileImpersonating
from project.accounts.security.freshness import ReauthenticationNeeded, ask_fresh

type View = Callable[..., Any]
CONFIRM = "account_reauthenticate"


def fresh[V: View](view: V) -> V:
    """Hold a view to a proof within the hour; put it below `@access`.

    A page leads to where one confirms and back again; what was posted is asked for anew. The API raises
    `ReauthenticationNeeded`, and programs have no way through.
    """

    @wraps(view)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            ask_fresh(request)
        except NotWhileImpersonating as refusal:
            if request.path.startswith(API):
                raise
            raise PermissionDenied(str(refusal)) from refusal
        except ReauthenticationNeeded:
            if request.path.startswith(API):
                raise
            return _confirm_first(request)
        return view(request, *args, **kwargs)

    return held  # type: ignore[return-value]


def _confirm_first(request: HttpRequest) -> Any:
    if request.headers.get("HX-Request"):
        here = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(f"{resolve_url(CONFIRM)}?{urlencode({'next': here or '/'})}")
    here = request.get_full_path() if request.method in SAFE else request.headers.get("Referer", "/")
    return redirect(f"{resolve_url(CONFIRM)}?{urlencode({'next': here})}")

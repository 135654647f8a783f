"""What every view of this room does: knows its member, names its client, and tells a refusal where it can be read."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from project.accounts.models import User
from project.accounts.security.actions.passkeys import Answer, Party, Purpose, State
from project.base.errors import NotFound, Refusal
from project.base.http import client_scheme

type View = Callable[..., HttpResponse]
PAGE = "security"
KEPT = "passkey_states"


def member(request: HttpRequest) -> User:
    """Who is signed in; `@access(Who.MEMBER)` has made sure that somebody is."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def refusing(view: View) -> View:
    """A view whose refusals are told on the page of this room: 404 for what is another's."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(PAGE)

    return answer


def way_on(request: HttpRequest, otherwise: str) -> str:
    """Where the reader wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    secure = client_scheme(request) == "https"
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=secure)
    return wanted if ours and wanted.startswith("/") else otherwise


def party_of(request: HttpRequest) -> Party:
    """Us as passkeys know us: PUBLIC_URL, or the very address that this browser has asked."""
    here = urlsplit(settings.PUBLIC_URL or f"{client_scheme(request)}://{request.get_host()}")
    return Party(host=here.hostname or "", origin=f"{here.scheme}://{here.netloc}")


def keep_challenge(request: HttpRequest, purpose: Purpose, begun: tuple[Answer, State]) -> HttpResponse:
    """Remember what was asked, and ask it of the browser."""
    options, state = begun
    request.session[KEPT] = {**request.session.get(KEPT, {}), purpose.value: state}
    return JsonResponse(options)


def spend_challenge(request: HttpRequest, purpose: Purpose) -> State | None:
    """What was asked: answered rightly or not, it is never asked again."""
    kept = dict(request.session.get(KEPT, {}))
    state: State | None = kept.pop(purpose.value, None)
    request.session[KEPT] = kept
    return state

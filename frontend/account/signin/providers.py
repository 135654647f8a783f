"""Providers of identities: which are offered, where they are, and the two steps with each of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

type View = Callable[..., Any]
PROCESSES = frozenset({"login", "connect"})


def offered() -> list[str]:
    """The providers that we have a client id for."""
    return [name for name, known in settings.SOCIALACCOUNT_PROVIDERS.items() if known["APPS"]]


def origins(request: HttpRequest) -> list[str]:
    """The origins to which a form may lead on."""
    found = (get_adapter().get_provider(request, name).get_oauth2_adapter(request) for name in offered())
    return [f"{parts.scheme}://{parts.netloc}" for adapter in found if (parts := urlsplit(adapter.authorize_url))]


def begins(name: str, view: View) -> View:
    """The step to a provider: nothing of its query goes there but what for and where to go afterwards."""

    @wraps(view)
    def begin(request: HttpRequest) -> HttpResponse:
        if name not in offered():
            raise Http404
        asked, kept = request.GET, {"process": "login"}
        if asked.get("process") in PROCESSES:
            kept["process"] = asked["process"]
        if url_has_allowed_host_and_scheme(asked.get("next"), {request.get_host()}):
            kept["next"] = asked["next"]
        request.GET = QueryDict(urlencode(kept))
        if kept["process"] == "connect":
            raise_if_reauthentication_required(request, app="allauth.socialaccount")
        answer: HttpResponse = view(request)
        return answer

    return begin


def returns(name: str, view: View) -> View:
    """The step back from a provider, which may have answered anything at all."""

    @wraps(view)
    def back(request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = view(request)
        except SocialApp.DoesNotExist:
            raise Http404 from None
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            provider = get_adapter().get_provider(request, name)
            answer = render_authentication_error(request, provider, exception=error)
        return answer

    return back

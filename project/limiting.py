"""The general limit of the API: by person, and by address where nobody is known.

A call without cookie and key is counted at the door, before anything is read. One that shows something is counted once
it is known who comes: many people behind one address do not take each other's share, and a person has one share,
whatever browsers and programs they use. What was refused before that (a key that is none) is counted by its address.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _

from project.base import limits
from project.base.http import client_address, problem

type Next = Callable[[HttpRequest], HttpResponseBase]

LIMITED = "/api/"
# A page of messages shows many pictures: reading them counts by itself.
FILES = "/api/chat/files/"


@sync_only_middleware
def limit_api(get_response: Next) -> Next:
    """Outside of everything: counts strangers before, and whom nobody else has counted after; tells the standing."""

    def limited(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(LIMITED):
            return get_response(request)
        if not _shows_something(request):
            return _tell(request, _count_address(request) or get_response(request))
        answer = get_response(request)
        return _tell(request, answer if _is_counted(request) else _count_address(request) or answer)

    return limited


@sync_only_middleware
def limit_person(get_response: Next) -> Next:
    """Inside, where it is known who comes: counts them, or their address."""

    def limited(request: HttpRequest) -> HttpResponseBase:
        refusal = _count_person(request) if _is_due(request) else None
        return refusal or get_response(request)

    return limited


def _shows_something(request: HttpRequest) -> bool:
    return "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.COOKIES


def _is_counted(request: HttpRequest) -> bool:
    return hasattr(request, "limit_standing")


def _is_due(request: HttpRequest) -> bool:
    return request.path.startswith(LIMITED) and not _is_counted(request)


def _count_address(request: HttpRequest) -> HttpResponseBase | None:
    return _count(request, client_address(request))


def _count_person(request: HttpRequest) -> HttpResponseBase | None:
    # Guests are as many as somebody likes to be: only who signed in has a share of their own.
    person = request.user.pk if request.user.is_authenticated else None
    return _count(request, f"person:{person}" if person else client_address(request))


def _count(request: HttpRequest, caller: str) -> HttpResponseBase | None:
    name = "downloads" if request.method == "GET" and request.path.startswith(FILES) else "api"
    standing = limits.hit(name, caller)
    request.limit_standing = standing  # type: ignore[attr-defined]
    if standing.allowed:
        return None
    seconds = standing.reset_seconds
    return problem(
        request,
        status=429,
        code="TooManyRequests",
        title=_("Too many requests."),
        detail=_("Try again in %(seconds)s seconds.") % {"seconds": seconds},
    )


def _tell(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    standing: limits.Standing = request.limit_standing  # type: ignore[attr-defined]
    told = standing.headers()
    if answer.status_code == 429 and "Retry-After" in answer.headers:
        # A narrower limit said no: when that has room again is what its caller must know.
        told.pop("Retry-After", None)
    for name, value in told.items():
        answer[name] = value
    return answer

"""Every page in its reader's language and time zone: a member's row says which, for others their browser does."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.decorators import sync_only_middleware

from project.accounts.access import API
from project.accounts.profiles.models import AccountDeletion, Profile
from project.accounts.profiles.zones import find_zone, speaks

type Next = Callable[[HttpRequest], HttpResponseBase]
ZONE_COOKIE = "zone"
YEAR = 365 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How a page is to be written; what is empty is left to the browser."""

    language: str = ""
    time_zone: str = ""
    theme: str = ""
    is_member: bool = False
    leaves_at: datetime | None = None


@sync_only_middleware
def read_as_they_like(get_response: Next) -> Next:
    """Write pages as the reader wants them. The API says everything in UTC, and asks nothing here."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not _is_page(request):
            return get_response(request)
        reader = find_reader(request) if _has_session(request) else Reader()
        with _written_for(request, reader):
            return get_response(request)

    return answer


def find_reader(request: HttpRequest) -> Reader:
    """What the row of whoever is signed in says."""
    if not request.user.is_authenticated:
        return Reader()
    waiting = AccountDeletion.objects.filter(person=OuterRef("person"), state=AccountDeletion.State.WAITING)
    own = Profile.objects.filter(person_id=request.user.pk).annotate(leaves_at=Subquery(waiting.values("due_at")[:1]))
    found = own.values("language", "time_zone", "theme", "leaves_at").first()
    return Reader(is_member=True, **(found or {"theme": "system"}))


def remember[R: HttpResponseBase](answer: R, profile: Profile) -> R:
    """Have this browser know the language also before anybody signs in."""
    name = settings.LANGUAGE_COOKIE_NAME
    if profile.language:
        answer.set_cookie(name, profile.language, max_age=YEAR, secure=settings.HTTPS, samesite="Lax")
    else:
        answer.delete_cookie(name)
    return answer


def _is_page(request: HttpRequest) -> bool:
    return not request.path.startswith((API, settings.STATIC_URL))


def _has_session(request: HttpRequest) -> bool:
    # Whoever brings no cookie is nobody known: no session has to be read to learn that.
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _written_for(request: HttpRequest, reader: Reader) -> ExitStack:
    request.reader = reader  # type: ignore[attr-defined]
    stack = ExitStack()
    zone = find_zone(reader.time_zone) or find_zone(unquote(request.COOKIES.get(ZONE_COOKIE, "")))
    if zone is not None:
        stack.enter_context(timezone.override(zone))
    if speaks(reader.language):
        stack.enter_context(translation.override(reader.language))
    return stack

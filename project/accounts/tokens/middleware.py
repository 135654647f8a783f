"""Programs that come with `Authorization: Bearer`: known before anything else is asked, and by that alone.

A cookie that comes along is not read. What is wrong with a token or key is not said, and guesses are counted.
"""

import re
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _

from project.accounts.models import User
from project.accounts.tokens import keys
from project.accounts.tokens.access_tokens import TokenIsOver, read_access
from project.accounts.tokens.programs import Program, program_of_key, program_of_token
from project.base import clock, limits
from project.base.errors import Refusal
from project.base.http import client_address, problem, refused
from project.base.keys import is_well_formed

type Next = Callable[[HttpRequest], HttpResponseBase]

log = structlog.get_logger("project.refusals")
API = "/api/"
# One scheme, one space, one credential: two headers of that name arrive as one with a comma in it.
BEARER = re.compile(r"[Bb]earer ([A-Za-z0-9._~+/=-]{1,2048})")
# Keys of other rooms, who look at them by themselves.
ELSEWHERE = ("brd_",)


@sync_only_middleware
def know_program(get_response: Next) -> Next:
    """Set `request.program` and `request.user`, or answer 401; requests without the header are left as they are."""

    def known(request: HttpRequest) -> HttpResponseBase:
        refusal = _enter(request) if _comes(request) else None
        return refusal or get_response(request)

    return known


def _comes(request: HttpRequest) -> bool:
    return request.path.startswith(API) and "HTTP_AUTHORIZATION" in request.META


def _enter(request: HttpRequest) -> HttpResponse | None:
    shown = BEARER.fullmatch(request.META["HTTP_AUTHORIZATION"])
    if shown and shown[1].startswith(ELSEWHERE):
        return None
    try:
        program = _program(shown[1], request) if shown else None
    except TokenIsOver:
        return _answer(request)
    if program is None:
        return _refuse_guess(request)
    _be_known(request, program)
    return None


def _program(text: str, request: HttpRequest) -> Program | None:
    now = clock.now()
    if text.startswith(f"{keys.PREFIX}_"):
        # Typing errors and most guesses end here: their checksum is wrong.
        if not is_well_formed(text, prefix=keys.PREFIX):
            return None
        return program_of_key(text, address=client_address(request), now=now)
    claims = read_access(text)
    program = program_of_token(claims, now=now) if claims else None
    if claims and program is None:
        raise TokenIsOver
    return program


def _be_known(request: HttpRequest, program: Program) -> None:
    async def auser() -> User:
        return program.user

    # A browser that shows a key as well is this key's program and nothing else: its cookie stays unread.
    request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
    request.session = type(request.session)()
    request.user = program.user
    request.auser = auser
    request._cached_user = program.user  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own, which logs read
    request.program = program.visitor  # type: ignore[attr-defined]
    request.program_signed_in_at = program.signed_in_at  # type: ignore[attr-defined]


def _refuse_guess(request: HttpRequest) -> HttpResponse:
    log.warning("program_refused", address=client_address(request), path=request.path)
    try:
        limits.ask("wrong_keys", client_address(request))
    except Refusal as refusal:
        return refused(request, refusal)
    return _answer(request)


def _answer(request: HttpRequest) -> HttpResponse:
    """The same, whatever was wrong."""
    answer = problem(request, status=401, code="NotAuthenticated", title=_("This token or key is not good."))
    answer["WWW-Authenticate"] = 'Bearer realm="rialto", error="invalid_token"'
    answer["Cache-Control"] = "no-store"
    return answer

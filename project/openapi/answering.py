"""What every answer under `/api/` passes: one form of refusals, HEAD, ETags, and who may keep a copy."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.decorators import sync_only_middleware
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from project.base.conditional import etag_of
from project.base.http import PROBLEM, problem

type Next = Callable[[HttpRequest], HttpResponseBase]

API = "/api/"
JSON = "application/json"
KEPT_HEADERS = ("Allow", "Retry-After", "Content-Range", "WWW-Authenticate", "Accept-Encoding", "Location")
TITLES: dict[int, tuple[str, str | Promise]] = {
    404: ("NotFound", _("There is nothing here.")),
    405: ("MethodNotAllowed", _("This address does not do that.")),
    413: ("BodyTooLarge", _("The request is too large.")),
    416: ("NoSuchPart", _("The file has no such part.")),
}
ANY_TITLE = ("BadRequest", _("This request cannot be understood."))
BROKEN = ("InternalError", _("Something broke on our side."))
NOT_TEXT = re.compile(rb"\x00")


@sync_only_middleware
def answer_as_api(get_response: Next) -> Next:
    """Refuse addresses that are no text, answer HEAD as GET, and finish what the API answers."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API):
            return get_response(request)
        asked = _begin(request)
        return _finish(request, asked, _refuse_address(request) or get_response(request))

    return answered


def _begin(request: HttpRequest) -> str:
    """The method that was asked for; for all within, HEAD is GET, and the server drops the body."""
    asked = str(request.method)
    if asked == "HEAD":
        request.method = "GET"
    return asked


def _refuse_address(request: HttpRequest) -> HttpResponseBase | None:
    # Django reads what is no UTF-8 as question marks, and PostgreSQL refuses NUL: neither is what was meant.
    if _is_text(str(request.META.get("QUERY_STRING", ""))) and "\x00" not in request.path:
        return None
    title = _("This address is not text in UTF-8.")
    return problem(request, status=400, code="AddressNotText", title=title)


def _is_text(query: str) -> bool:
    found = unquote_to_bytes(query.encode("latin-1", "replace"))
    try:
        found.decode()
    except UnicodeDecodeError:
        return False
    return NOT_TEXT.search(found) is None


def _finish(request: HttpRequest, asked: str, answer: HttpResponseBase) -> HttpResponseBase:
    request.method = asked
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code >= 400 and kind not in {PROBLEM, JSON}:
        answer = _as_problem(request, answer)
    is_read = asked in {"GET", "HEAD"} and answer.status_code in {200, 206, 304}
    _say_who_may_keep_it(answer, is_read=is_read)
    return _with_etag(request, answer) if is_read and kind == JSON else answer


def _as_problem(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """The same refusal in the one form: Django and ninja have others."""
    code, title = TITLES.get(answer.status_code, BROKEN if answer.status_code >= 500 else ANY_TITLE)
    told = problem(request, status=answer.status_code, code=code, title=title)
    for name in KEPT_HEADERS:
        if name in answer.headers:
            told[name] = answer.headers[name]
    return told


def _with_etag(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    if answer.status_code != 200 or not isinstance(answer, HttpResponse) or "no-store" in answer["Cache-Control"]:
        return answer
    answer.headers.setdefault("ETag", etag_of(answer.content))
    told = get_conditional_response(request, etag=answer["ETag"], response=answer)
    if not isinstance(told, HttpResponseNotModified):
        return answer
    for name, value in answer.headers.items():
        if not name.startswith("Content-"):
            told[name] = value
    return told


def _say_who_may_keep_it(answer: HttpResponseBase, *, is_read: bool) -> None:
    """Nobody but the one who asked, and not without asking again; an operation may say otherwise of what is public."""
    answer.headers.setdefault("Cache-Control", "private, no-cache" if is_read else "no-store")
    patch_vary_headers(answer, ("Cookie", "Authorization"))

"""Unsafe requests to the API that carry an `Idempotency-Key` are done once, however often they come."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _

from project.base import clock
from project.base.errors import Refusal
from project.base.http import client_address, problem, refused
from project.idempotency.actions import Taken, Told, give_back, keep, take

type Next = Callable[[HttpRequest], HttpResponseBase]

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
KEY = re.compile(r"[\x21-\x7e]{1,200}")
LARGEST_KEPT = 262_144
BROKEN = 500
HEADERS = ("Content-Type", "Location", "ETag")


@sync_only_middleware
def answer_once(get_response: Next) -> Next:
    """Take the key before, keep the answer after; what was refused did nothing, and may be tried again.

    A request that broke is kept as well: nobody knows how far it came, and doing it again might double it.
    Being last and sync only, it makes the whole chain before it run in the request's one thread.
    """

    def answered(request: HttpRequest) -> HttpResponseBase:
        if not _is_asked(request):
            return get_response(request)
        begun = _begin(request)
        return _end(begun, get_response(request)) if isinstance(begun, Taken) else begun

    return answered


def _is_asked(request: HttpRequest) -> bool:
    return request.method in UNSAFE and request.path.startswith("/api/") and "Idempotency-Key" in request.headers


def _begin(request: HttpRequest) -> Taken | HttpResponse:
    key = request.headers["Idempotency-Key"]
    if not KEY.fullmatch(key):
        title = _("An Idempotency-Key has 1 to 200 printable characters and no spaces.")
        return problem(request, status=422, code="KeyNotValid", title=title)
    try:
        found = take(caller=_caller(request), key=key, fingerprint=_fingerprint(request), now=clock.now())
    except Refusal as refusal:
        return refused(request, refusal)
    if isinstance(found, Taken):
        return found
    told = HttpResponse(found.body, status=found.status, headers=found.headers)
    told["Idempotency-Replayed"] = "true"
    return told


def _end(taken: Taken, answer: HttpResponseBase) -> HttpResponseBase:
    is_refusal = answer.status_code >= 400 and answer.status_code != BROKEN
    if is_refusal or not isinstance(answer, HttpResponse) or len(answer.content) > LARGEST_KEPT:
        give_back(taken)
        return answer
    headers = {name: answer[name] for name in HEADERS if name in answer}
    keep(taken, Told(status=answer.status_code, headers=headers, body=answer.content.decode()))
    return answer


def _caller(request: HttpRequest) -> str:
    """Whose key it is: two callers may choose the same one, and none can pass for another by what it sends."""
    if authorization := request.headers.get("Authorization"):
        name = f"authorization {authorization}"
    elif session := request.session.session_key:
        name = f"session {session}"
    else:
        name = f"address {client_address(request)}"
    return salted_hmac("project.idempotency", name, algorithm="sha256").hexdigest()


def _fingerprint(request: HttpRequest) -> str:
    """The same for the same request. A file's form has another boundary each time: its length stands for it."""
    is_form = request.headers.get("Content-Type", "").startswith("multipart/")
    body = request.headers.get("Content-Length", "").encode() if is_form else request.body
    told = b"\n".join([str(request.method).encode(), request.get_full_path().encode(), body])
    # Keyed: a body may hold a password, which a plain digest would let anybody try against the row.
    return salted_hmac("project.idempotency.fingerprint", told, algorithm="sha256").hexdigest()

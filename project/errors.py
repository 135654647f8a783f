"""What a person or program sees when a request failed: always with the request's id."""

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from project.base.http import problem, request_id

log = structlog.get_logger(__name__)
TITLES: dict[int, str | Promise] = {
    400: _("This request cannot be understood."),
    403: _("You may not do this."),
    404: _("There is nothing here."),
    500: _("Something broke on our side."),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400, also for a Host that is not ours."""
    return _failed(request, status=400, code="BadRequest")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """403."""
    return _failed(request, status=403, code="Forbidden")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404."""
    return _failed(request, status=404, code="NotFound")


def broken(request: HttpRequest) -> HttpResponseBase:
    """500: the log has the story under the same id."""
    return _failed(request, status=500, code="InternalError")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """403 for a form that did not come from a page of ours, or from one too old."""
    return _failed(
        request,
        status=403,
        code="CsrfFailed",
        page="csrf",
        title=_("This form has expired: go back, reload the page and try again."),
    )


def _failed(
    request: HttpRequest,
    *,
    status: int,
    code: str,
    page: str = "",
    title: str | Promise = "",
) -> HttpResponseBase:
    told = title or TITLES[status]
    if request.path.startswith("/api/"):
        return problem(request, status=status, code=code, title=told)
    facts = {"status": status, "title": told, "request_id": request_id(request)}
    try:
        return render(request, f"errors/{page or status}.html", facts, status=status)
    except Exception:
        # A page about a failure must not fail: for a Host that is not ours no address can be built.
        log.warning("error page without its template", exc_info=True)
        text = f"{told}\n{request_id(request)}\n"
        return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")

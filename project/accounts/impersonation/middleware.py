"""Requests of an admin who looks on are made by the person they look on as; their session stays their own."""

from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from asgiref.sync import sync_to_async
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_only_middleware
from django.utils.functional import SimpleLazyObject

from project.accounts.impersonation.standing import KEY, standing_in
from project.base import clock

type Next = Callable[[HttpRequest], HttpResponseBase]


@sync_only_middleware
def look_on(get_response: Next) -> Next:
    """Swap `request.user` once somebody asks for it: nothing is read for pages that ask nobody."""

    def looked(request: HttpRequest) -> HttpResponseBase:
        _swap(request)
        return get_response(request)

    return looked


def _swap(request: HttpRequest) -> None:
    # A program comes with its own token, and never looks on.
    if getattr(request, "program", None) is not None:
        return
    asked = partial(_user_of, request, request.user)
    request.user = SimpleLazyObject(asked)  # type: ignore[assignment]
    request.auser = sync_to_async(asked)


def _user_of(request: HttpRequest, actual: Any) -> Any:
    if not actual.is_authenticated or KEY not in request.session:
        return actual
    standing = standing_in(request.session, actual, now=clock.now())
    if standing is None:
        # The time is over, or one of the two is no longer who they were.
        del request.session[KEY]
        return actual
    structlog.contextvars.bind_contextvars(looks_on_as=standing.person.public_id)
    request.impersonation = standing  # type: ignore[attr-defined]
    return standing.person

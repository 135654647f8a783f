"""What holds for every operation, whichever room it is of: conditions it cannot ask, and how it goes away."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.operation import Operation

from project.base.conditional import NoVersionHere
from project.base.http import refused

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def hold_operation(run: Callable[..., Any]) -> Callable[..., Any]:
    """Wraps an operation's `run`, bound to the operation itself."""
    operation = _operation_of(run)
    if iscoroutinefunction(run):

        @wraps(run)
        async def held_later(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _tell_end(operation, _refuse(operation, request) or await run(request, *args, **kwargs))

        return held_later

    @wraps(run)
    def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _tell_end(operation, _refuse(operation, request) or run(request, *args, **kwargs))

    return held


def _operation_of(run: Any) -> Operation:
    while not hasattr(run, "__self__"):
        run = run.__wrapped__
    found: Operation = run.__self__
    return found


def _refuse(operation: Operation, request: HttpRequest) -> HttpResponseBase | None:
    asked = request.headers.get("If-Match", "*") if request.method in UNSAFE else "*"
    if asked.strip() == "*" or getattr(operation.view_func, "versioned", False):
        return None
    return refused(request, NoVersionHere())


def _tell_end(operation: Operation, answer: HttpResponseBase) -> HttpResponseBase:
    deprecation = getattr(operation.view_func, "deprecation", None)
    if deprecation is not None:
        for name, value in deprecation.headers().items():
            answer[name] = value
    return answer

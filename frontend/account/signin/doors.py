"""What every page of signing in stands behind: tries are counted first, and a refusal is a page with a time."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.debug import sensitive_post_parameters

from frontend.account.signin.providers import origins
from project.accounts.access import SAFE
from project.base import clock, limits
from project.base.errors import Refusal
from project.base.http import client_address

type View = Callable[..., Any]
type Caller = Callable[[HttpRequest], str]


def door(
    *counts: str,
    by: Caller = client_address,
    always: bool = False,
    to_providers: bool = False,
    is_one_transaction: bool = True,
) -> Callable[[View], View]:
    """Count what is sent to this view under each of these limits, and answer a refusal from wherever it comes.

    `always` counts plain visits too. `to_providers` lets the page's forms lead on to providers of identities.
    What calls out to them is not to be one transaction.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @never_cache
        @sensitive_post_parameters()
        def held(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            is_try = request.method not in SAFE
            try:
                for count in counts if is_try or always else ():
                    limits.ask(count, by(request))
                with _whole() if is_try and is_one_transaction else nullcontext():
                    answer: HttpResponse = view(request, *args, **kwargs)
            except (limits.TooManyTries, limits.LimitsAway) as refusal:
                # Nothing has happened, and the session is to say so as well.
                request.session.modified = False
                return refuse(request, refusal)
            if is_try and answer.status_code == 200:
                answer.status_code = 422
            return answer

        return _leading_out(held) if to_providers else held

    return decorate


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page of its own: what was refused, and from when it is worth trying again."""
    seconds = int(refusal.extra.get("retry_after", 60))
    facts = {"refusal": refusal, "at": clock.now() + timedelta(seconds=seconds), "minutes": -(-seconds // 60)}
    answer = render(request, "account/refused.html", facts, status=refusal.status)
    answer["Retry-After"] = str(seconds)
    return answer


def by_session(request: HttpRequest) -> str:
    """Codes belong to the browser that asked for them: a hundred guesses at once are counted as a hundred."""
    return f"session:{request.session.session_key or client_address(request)}"


def _whole() -> AbstractContextManager[None]:
    return transaction.atomic()


def _leading_out(view: View) -> View:
    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        policy = dict(settings.SECURE_CSP)
        # A form that is answered by a redirect elsewhere is held back by the browser unless that is named.
        policy["form-action"] = [*policy["form-action"], *origins(request)]
        answer: HttpResponse = csp_override(policy)(view)(request, *args, **kwargs)
        return answer

    return led

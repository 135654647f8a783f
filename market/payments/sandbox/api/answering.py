"""One request to the API: who asks, what is asked, once or again, and the answer in Stripe's form."""

import hashlib
import logging
import re
import time
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from market.payments.sandbox import store, terms, wire
from market.payments.sandbox.api import idempotency
from market.payments.sandbox.api.endpoints import Endpoint, find_endpoint
from market.payments.sandbox.api.expanding import expand
from market.payments.sandbox.api.idempotency import Answered
from market.payments.sandbox.delivery.announcing import asking
from market.payments.sandbox.errors import StripeError
from market.payments.sandbox.form import read_form
from market.payments.sandbox.moods import moods
from market.payments.sandbox.payments.later import settle
from market.payments.sandbox.shapes import read_fields

log = logging.getLogger(__name__)
VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(\.[a-z]+)?(;.*)?")


@dataclass
class Asked:
    """A request that has been understood so far."""

    request: HttpRequest
    path: str
    key: str
    request_id: str

    @property
    def fingerprint(self) -> str:
        """The same for the same request."""
        whole = f"{self.request.method} {self.path}\n".encode() + self.request.body
        return hashlib.sha256(whole).hexdigest()


def answer(request: HttpRequest, path: str) -> HttpResponse:
    """The view of everything under `/v1/`."""
    key = request.headers.get("Idempotency-Key", "") if request.method == "POST" else ""
    asked = Asked(request, path, key, store.new_id("req", length=14))
    try:
        _let_in(request)
        settle()
        told, again = _once(asked)
    except StripeError as error:
        told, again = Answered(error.status, error.body, asked.request_id), False
    return _response(asked, told, again=again)


def _let_in(request: HttpRequest) -> None:
    if moods().too_many > 0:
        moods().too_many -= 1
        raise StripeError(
            "Too many requests hit the API too quickly. We recommend an exponential backoff of your requests.",
            status=429,
            code="rate_limit",
            executed=False,
        )
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise StripeError(
            "You did not provide an API key. You need to provide your API key in the Authorization header, using "
            "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
            status=401,
            executed=False,
        )
    if key != terms.SECRET_KEY:
        raise StripeError(f"Invalid API Key provided: {key[:8]}***", status=401, executed=False)
    if account := request.headers.get("Stripe-Account"):
        raise StripeError(
            f"The provided key does not have access to account '{account}' (or that account does not exist).",
            status=403,
            code="account_invalid",
            executed=False,
        )
    version = request.headers.get("Stripe-Version", terms.API_VERSION)
    if not VERSION.fullmatch(version):
        raise StripeError(f"Invalid Stripe API version: {version}", executed=False)


def _once(asked: Asked) -> tuple[Answered, bool]:
    if not asked.key:
        return _execute(asked), False
    idempotency.take(asked.key)
    try:
        before = idempotency.kept_answer(asked.key, asked.fingerprint)
        return (before, True) if before else (_execute(asked), False)
    finally:
        idempotency.release(asked.key)


def _execute(asked: Asked) -> Answered:
    """Do it and keep the answer in one transaction: a refusal undoes what was begun and is kept by itself."""
    if moods().api_slow_seconds:
        time.sleep(moods().api_slow_seconds)
    token = asking.set({"id": asked.request_id, "idempotency_key": asked.key or None})
    try:
        with store.store().transaction():
            told = Answered(200, _call(asked), asked.request_id)
            if asked.request.method != "GET" and moods().break_after > 0 and moods().break_how == "500":
                moods().break_after -= 1
                told = Answered(500, _broken().body, asked.request_id)
            _keep(asked, told)
    except StripeError as error:
        told = Answered(error.status, error.body, asked.request_id)
        if error.executed:
            _keep(asked, told)
    except Exception:
        log.exception("the sandbox broke at %s", asked.path)
        told = Answered(500, _broken().body, asked.request_id)
        _keep(asked, told)
    finally:
        asking.reset(token)
    return told


def _keep(asked: Asked, told: Answered) -> None:
    if asked.key:
        idempotency.keep_answer(asked.key, asked.fingerprint, told)


def _call(asked: Asked) -> dict[str, Any]:
    method = str(asked.request.method)
    found = find_endpoint(method, asked.path)
    if found is None:
        raise StripeError(
            f"Unrecognized request URL ({method}: /v1/{asked.path}). Please see https://stripe.com/docs or we can help "
            "at https://support.stripe.com/.",
            status=404,
            executed=False,
        )
    endpoint, ids = found
    given = read_fields(endpoint.takes, read_form(_text(asked.request)))
    wanted = given.pop("expand", [])
    return expand(_copied(endpoint, given, ids), wanted)


def _copied(endpoint: Endpoint, given: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    # What was kept may not change when ids are replaced in the answer.
    copied: dict[str, Any] = wire.read(wire.write(endpoint.call(given, **ids)))
    return copied


def _text(request: HttpRequest) -> str:
    if request.method == "GET":
        return str(request.META.get("QUERY_STRING", ""))
    try:
        return request.body.decode()
    except UnicodeDecodeError as error:
        raise StripeError("Invalid UTF-8 in the request body.", executed=False) from error


def _broken() -> StripeError:
    return StripeError("Sorry! There was an error while talking to one of our backends.", status=500, kind="api_error")


def _response(asked: Asked, told: Answered, *, again: bool) -> HttpResponse:
    response = HttpResponse(wire.pretty(told.body), content_type="application/json", status=told.status)
    response["Request-Id"] = asked.request_id
    response["Stripe-Version"] = asked.request.headers.get("Stripe-Version", terms.API_VERSION)
    if asked.key:
        response["Idempotency-Key"] = asked.key
        response["Original-Request"] = told.request_id
    if again:
        response["Idempotent-Replayed"] = "true"
    if asked.request.method != "GET" and moods().break_after > 0 and moods().break_how == "drop" and not again:
        moods().break_after -= 1
        response["X-Sandbox-Drop"] = "1"
    return response

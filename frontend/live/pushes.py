"""Addresses outside that are told every play of a board: what its owner sees and does."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.live.forms import AgainForm, PushForm
from frontend.live.table import as_page, worked_by
from project.accounts.access import Who, access
from project.base import clock
from project.base.errors import Refusal
from realtime.scoreboards.events import plays_topic
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import require_owner
from realtime.scoreboards.queries import state_of
from realtime.webhooks import actions, queries
from realtime.webhooks.models import Endpoint

type Act = Callable[[Endpoint, datetime], object]
ACTS: dict[str, Act] = {
    "pause": lambda endpoint, now: actions.pause_endpoint(endpoint),
    "resume": lambda endpoint, now: actions.resume_endpoint(endpoint, now=now),
    "test": lambda endpoint, now: actions.send_test(endpoint, now=now),
    "remove": lambda endpoint, now: actions.remove_endpoint(endpoint),
}


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.PUBLIC, owned=True)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The addresses; posting one adds it, and its secret is in this answer and nowhere else."""
    row, by = _owned(request, slug)
    form = PushForm(request.POST or None)
    secret = None
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.cleaned_data["url"]
            _one, secret = actions.add_endpoint(topic=plays_topic(slug), url=wanted, created_by=by, now=clock.now())
            form = PushForm()
        except Refusal as refusal:
            form.add_error("url", str(refusal))
    facts = {"form": form, "secret": secret, "pushes": queries.endpoints_of(plays_topic(slug))}
    status = 422 if form.errors else 201 if secret else 200
    return _page(request, "live/pushes.html", row, facts, status=status)


@never_cache
@require_safe
@access(Who.PUBLIC, owned=True)
def one(request: HttpRequest, slug: str, push: str) -> HttpResponse:
    """What one address was told lately, with every attempt."""
    row, _by = _owned(request, slug)
    return _told(request, row, _push(slug, push), AgainForm())


@require_POST
@access(Who.PUBLIC, owned=True)
def act(request: HttpRequest, slug: str, push: str, what: str) -> HttpResponse:
    """Pause, resume, test, remove; or tell again from one play on."""
    row, _by = _owned(request, slug)
    endpoint = _push(slug, push)
    if what == "again":
        form = AgainForm(request.POST)
        if not form.is_valid():
            return _told(request, row, endpoint, form)
        actions.replay(endpoint, since_seq=form.cleaned_data["since"], now=clock.now())
    elif what in ACTS:
        ACTS[what](endpoint, clock.now())
    else:
        raise Http404
    return redirect("pushes", slug=slug) if what == "remove" else redirect("push", slug=slug, push=push)


def _owned(request: HttpRequest, slug: str) -> tuple[Board, int | None]:
    row, by = worked_by(request, slug)
    with as_page():
        require_owner(row, by)
    return row, by.person_id


def _push(slug: str, push: str) -> Endpoint:
    with as_page():
        return actions.endpoint_of(topic=plays_topic(slug), endpoint_id=push)


def _told(request: HttpRequest, row: Board, endpoint: Endpoint, form: AgainForm) -> HttpResponse:
    facts = {"form": form, "push": queries.told(endpoint), "deliveries": queries.deliveries_of(endpoint)}
    return _page(request, "live/push.html", row, facts, status=422 if form.errors else 200)


def _page(request: HttpRequest, template: str, row: Board, facts: dict[str, Any], *, status: int) -> HttpResponse:
    return render(request, template, facts | {"board": state_of(row)}, status=status)

"""Who may work a board and how others find it: its keys for programs, its operators, its addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.live.forms import KeyForm
from frontend.live.sharing import sharing
from frontend.live.views import board_or_404
from project.accounts.access import Who, access
from project.accounts.visitors import Visitor, visitor_of
from project.base import clock
from project.base.errors import NotFound, Refusal
from realtime.scoreboards.keys import create_key, keys_of, revoke_key
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import OwnerOnly, may_operate, operators_of, remove_operator
from realtime.scoreboards.queries import state_of


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.PUBLIC, owned=True)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Keys, operators and links; posting a name makes a key, whose text is in this answer and nowhere else."""
    row, by = worked_by(request, slug)
    form = KeyForm(request.POST or None)
    token = None
    if request.method == "POST" and form.is_valid():
        try:
            _key, token = create_key(slug=slug, name=form.cleaned_data["name"], by=by, now=clock.now())
            form = KeyForm()
        except OwnerOnly as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refusal as refusal:
            form.add_error("name", str(refusal))
    status = 422 if form.errors else 201 if token else 200
    return render(request, "live/table.html", _facts(request, row, by) | {"form": form, "token": token}, status=status)


@require_POST
@access(Who.PUBLIC, owned=True)
def revoke(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """End a key: the next command that comes with it is refused."""
    _row, by = worked_by(request, slug)
    with as_page():
        revoke_key(slug=slug, key_id=key, by=by, now=clock.now())
    return redirect("table", slug=slug)


@require_POST
@access(Who.PUBLIC, owned=True)
def remove(request: HttpRequest, slug: str, person: str) -> HttpResponse:
    """Take the board from an operator; whoever removes themselves goes on watching."""
    _row, by = worked_by(request, slug)
    with as_page():
        remove_operator(slug=slug, person=person, by=by, now=clock.now())
    leaves = person == visitor_of(request).public_id
    return redirect("board" if leaves else "table", slug=slug)


@contextmanager
def as_page() -> Iterator[None]:
    """A refusal here is a forged or outdated form: the page for it says no more."""
    try:
        yield
    except NotFound:
        raise
    except Refusal as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def worked_by(request: HttpRequest, slug: str) -> tuple[Board, Visitor]:
    """The board and its operator who asks; anybody else is refused."""
    row, visitor = board_or_404(slug), visitor_of(request)
    if visitor.person_id is None or not may_operate(visitor, row):
        raise PermissionDenied
    return row, visitor


def _facts(request: HttpRequest, row: Board, by: Visitor) -> dict[str, Any]:
    state = state_of(row)
    owns = row.owner_id == by.person_id
    return {
        "board": state,
        "owns": owns,
        "keys": keys_of(slug=row.slug, by=by) if owns else [],
        "operators": operators_of(row),
        "owner_id": row.owner_id,
        "sharing": sharing(request, state),
        "operate": request.build_absolute_uri(reverse("operate", args=[row.slug])),
    }

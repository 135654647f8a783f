"""The scorer's console, and the door to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from frontend.live.forms import TokenForm
from frontend.live.views import board_or_404
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from realtime.scoreboards.door import named_scorer
from realtime.scoreboards.operators import may_operate, remember_operator
from realtime.scoreboards.queries import plays_before, state_of
from realtime.scoreboards.rules import Rules

NEWEST = 12


@never_cache
@ensure_csrf_cookie
@require_safe
@access(Who.PUBLIC, owned=True)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The console for whoever may operate the board; for others the token form, refused."""
    row = board_or_404(slug)
    if not may_operate(visitor_of(request), row):
        facts = {"board": state_of(row), "form": TokenForm(request=request, board=row)}
        return render(request, "live/operate.html", facts, status=403)
    page = plays_before(row, limit=NEWEST)
    facts = {
        "board": state_of(row),
        "allowed_points": row.rules.points,
        "shot_clock": _shot_clock(row.rules),
        "on_court": row.rules.on_court,
        "plays": page["plays"][::-1],
        "scorer_keys": True,
        "unlisted": True,
        "without_htmx": True,
    }
    return render(request, "live/console.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.PUBLIC)
def operate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the token once; whoever did operates the board from then on, and has a name for the others there."""
    row = board_or_404(slug)
    form = TokenForm(request.POST or None, request=request, board=row)
    if request.method == "POST" and form.is_valid():
        try:
            remember_operator(named_scorer(request), row, now=clock.now())
        except Refusal as refusal:
            form.add_error("token", str(refusal))
        else:
            return redirect("console", slug=slug)
    status = 422 if form.errors else 200
    return render(request, "live/operate.html", {"board": state_of(row), "form": form}, status=status)


def _shot_clock(rules: Rules) -> dict[str, Any] | None:
    """The seconds of the shot clock's two resets; None where the rules know no shot clock."""
    if not rules.shot_ms:
        return None
    return {"full": rules.shot_ms // 1000, "short": rules.shot_short_ms // 1000}

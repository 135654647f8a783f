"""The scorer's console, and the door to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from frontend.live.forms import TokenForm
from frontend.live.views import board_or_404
from realtime.scoreboards.operators import may_operate, remember_operator
from realtime.scoreboards.queries import plays_before, state_of

NEWEST = 12


@never_cache
@ensure_csrf_cookie
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The console for whoever may operate the board; for others the token form, refused."""
    row = board_or_404(slug)
    if not may_operate(request, row):
        facts = {"board": state_of(row), "form": TokenForm(board=row)}
        return render(request, "live/operate.html", facts, status=403)
    page = plays_before(row, limit=NEWEST)
    facts = {
        "board": state_of(row),
        "points": row.rules.points,
        "plays": page["plays"][::-1],
        "scorer_keys": True,
    }
    return render(request, "live/console.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
def operate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the token once; this browser's session then remembers the board."""
    row = board_or_404(slug)
    form = TokenForm(request.POST or None, board=row)
    if request.method == "POST" and form.is_valid():
        remember_operator(request, row)
        return redirect("console", slug=slug)
    status = 422 if form.errors else 200
    return render(request, "live/operate.html", {"board": state_of(row), "form": form}, status=status)

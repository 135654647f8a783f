"""What other sites and streaming software show of a board: the overlay and the embedded card."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from frontend.live.late import late_facts
from frontend.live.views import board_or_404
from project.accounts.access import Who, access

PLACES = ("top-left", "top", "top-right", "bottom-left", "bottom", "bottom-right")
THEMES = ("light", "dark")
# Nothing can be pressed in either page but a link, and neither reads a session: a frame around them gains nothing.
ANY_FRAME = {**settings.SECURE_CSP, "frame-ancestors": ["*"]}

type View = Callable[[HttpRequest, str], HttpResponse]


def framed(view: View) -> View:
    """Let any page frame this view; all others stay `frame-ancestors 'none'`."""
    allowed: View = csp_override(ANY_FRAME)(xframe_options_exempt(never_cache(require_safe(view))))
    return allowed


@framed
@access(Who.PUBLIC)
def overlay(request: HttpRequest, slug: str) -> HttpResponse:
    """A score bug on nothing, for a stream; `?place=` says in which corner."""
    _late, facts = late_facts(request, board_or_404(slug))
    place = request.GET.get("place", "")
    facts["place"] = place if place in PLACES else "bottom-left"
    return render(request, "live/overlay.html", facts)


@framed
@access(Who.PUBLIC)
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """A small card for an `<iframe>`; `?theme=` light or dark instead of the system's."""
    _late, facts = late_facts(request, board_or_404(slug))
    theme = request.GET.get("theme", "")
    facts["theme"] = theme if theme in THEMES else ""
    return render(request, "live/embed.html", facts)

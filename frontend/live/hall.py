"""The board for a hall: on a projector or a television it fills the screen and nothing else is on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.live.box import written
from frontend.live.frames import THEMES
from frontend.live.late import late_facts
from frontend.live.views import board_or_404
from project.accounts.access import Who, access


@never_cache
@require_safe
@access(Who.PUBLIC)
def hall(request: HttpRequest, slug: str) -> HttpResponse:
    """Figures to be read from the last row; `?theme=` light or dark instead of the system's, `?delay=` as anywhere."""
    late, facts = late_facts(request, board_or_404(slug))
    theme = request.GET.get("theme", "")
    facts |= {"theme": theme if theme in THEMES else "", "box": written(late.box())}
    return render(request, "live/hall.html", facts)

"""One board for everybody who watches it: figures, box score, and plays page by page."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.live.about import about
from frontend.live.box import written
from frontend.live.late import late_facts
from frontend.live.sharing import sharing
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from realtime.scoreboards.late import Late
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import may_operate
from realtime.scoreboards.queries import UnknownBoard, board_named

# A line's key: the position of its event, and a plus if it was inserted by it.
KEY = re.compile(r"[0-9]{1,9}\+?")


def board_or_404(slug: str) -> Board:
    """The board of this address; raises `Http404`."""
    try:
        return board_named(slug)
    except UnknownBoard as unknown:
        raise Http404(str(unknown)) from unknown


@never_cache
@require_safe
@access(Who.PUBLIC)
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """One board; `?before=` the key of a play pages back through them, `?delay=` seconds shows all that much later."""
    row = board_or_404(slug)
    before = _key(request.GET.get("before"))
    late, facts = late_facts(request, row)
    facts |= {"before": before, **_plays(late, before)}
    if before and request.headers.get("HX-Request"):
        return render(request, "live/_older_plays.html", facts)
    state = facts["board"]
    facts |= {
        "box": written(late.box()),
        "sharing": sharing(request, state),
        "htmx_later": True,
        "operates": may_operate(visitor_of(request), row),
        **about(request, row, state, delay=late.delay),
    }
    return render(request, "live/board.html", facts)


def _plays(late: Late, before: str | None) -> dict[str, Any]:
    page = late.plays(before=before)
    newest_first = page["plays"][::-1]
    oldest = newest_first[-1]["key"] if newest_first else None
    return {"plays": newest_first, "earlier": page["earlier"], "oldest": oldest}


def _key(text: str | None) -> str | None:
    return text if text and KEY.fullmatch(text) else None

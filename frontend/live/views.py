"""Pages for everybody who watches: the list of boards, and one board with its plays."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.live.about import about
from frontend.live.late import late_facts
from frontend.live.sharing import sharing
from realtime.scoreboards.late import Late
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import may_operate
from realtime.scoreboards.queries import (
    UnknownBoard,
    board_named,
    boards_by_status,
    state_of,
)


def states_by_status() -> dict[str, list[dict[str, Any]]]:
    """The public states of all listed boards, by `live`, `coming` and `past`."""
    found = boards_by_status()
    return {status: [state_of(board) for board in boards] for status, boards in found.items()}


def board_or_404(slug: str) -> Board:
    """The board of this address; raises `Http404`."""
    try:
        return board_named(slug)
    except UnknownBoard as unknown:
        raise Http404(str(unknown)) from unknown


@never_cache
@require_safe
def board_list(request: HttpRequest) -> HttpResponse:
    """Live games, games to come, games played; htmx asks for the lists alone when a game moves."""
    part = "live/_lists.html" if request.headers.get("HX-Request") else "live/board_list.html"
    return render(request, part, states_by_status())


@never_cache
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """One board; `?before=` a position pages back through its plays, `?delay=` seconds shows it that much later."""
    row = board_or_404(slug)
    before = _position(request.GET.get("before"))
    late, facts = late_facts(request, row)
    state = facts["board"]
    facts |= {
        "sharing": sharing(request, state),
        **about(request, row, state, delay=late.delay),
        "operates": may_operate(request, row),
        "before": before,
        **_plays(late, before),
    }
    older = before and request.headers.get("HX-Request")
    return render(request, "live/_older_plays.html" if older else "live/board.html", facts)


def _plays(late: Late, before: int | None) -> dict[str, Any]:
    page = late.plays(before=before)
    newest_first = page["plays"][::-1]
    oldest = newest_first[-1]["position"] if newest_first else None
    return {"plays": newest_first, "earlier": page["earlier"], "oldest": oldest}


def _position(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None

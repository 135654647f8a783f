"""The lists of boards: live games, games to come, games played; searched while one types, page by page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from project.accounts.access import Who, access
from realtime.scoreboards.models import Board
from realtime.scoreboards.queries import state_of
from realtime.scoreboards.search import LISTS, LONGEST_SEARCH, BoardPage, ListName, boards_by_status

SHOWN = 24
LAST_PAGE = 10_000
TITLES = {"live": _("Live now"), "coming": _("To come"), "past": _("Played")}


@never_cache
@require_safe
@access(Who.PUBLIC)
def board_list(request: HttpRequest) -> HttpResponse:
    """All lists, or one of them by `?list=` and `?page=`, of what `?q=` finds; htmx asks for the lists alone."""
    chosen, search = _chosen(request), request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    page = _page(request) if chosen else 1
    found = boards_by_status(search=search, status=chosen, page=page, limit=SHOWN)
    lists = [_listed(name, found[name], chosen) for name in LISTS]
    facts = {"q": search, "chosen": chosen, "lists": lists, "found": any(one["total"] for one in lists)}
    part = "live/_lists.html" if request.headers.get("HX-Request") else "live/board_list.html"
    return render(request, part, facts)


def newest_states(count: int) -> list[dict[str, Any]]:
    """What the start page shows: live games first, then those to come, then those played."""
    found = boards_by_status(limit=count)
    boards = [board for page in found.values() for board in page.boards]
    return [on_card(board) for board in boards[:count]]


def on_card(board: Board) -> dict[str, Any]:
    """A board's public state, and what only a list says: when it begins, and when it changed last."""
    return {**state_of(board), "starts_at": board.starts_at, "changed_at": board.changed_at}


def _listed(name: ListName, page: BoardPage, chosen: ListName | None) -> dict[str, Any]:
    return {
        "name": name,
        "title": TITLES[name],
        "boards": [on_card(board) for board in page.boards],
        "total": page.total,
        "more": page.has_more and not chosen,
        "previous": page.page - 1 if chosen and page.page > 1 else None,
        "next": page.page + 1 if chosen and page.has_more else None,
        "page": page.page,
        "followed": name != "past",
    }


def _chosen(request: HttpRequest) -> ListName | None:
    asked = request.GET.get("list")
    return next((name for name in LISTS if name == asked), None)


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), LAST_PAGE)

"""The room beside a game: opened with its first reader, and as late as that reader watches."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.chat.beside import BOARD
from frontend.chat.doors import refusing
from frontend.chat.items import Json, items_of
from frontend.chat.room import room_facts
from frontend.live.late import late_facts
from frontend.live.views import board_or_404
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from realtime.chat.access import admitted, standing_in
from realtime.chat.actions import open_room_for


@never_cache
@require_safe
@refusing
@access(Who.PUBLIC)
def beside_board(request: HttpRequest, slug: str) -> HttpResponse:
    """The board's room as a fragment; `?delay=` seconds leaves out what was said since then."""
    board = board_or_404(slug)
    _late, late = late_facts(request, board)
    room = open_room_for(kind=BOARD, key=board.slug, title=title_of_board(late["board"]), now=clock.now())
    standing = admitted(standing_in(visitor_of(request), room))
    facts = room_facts(request, standing)
    facts |= {"compact": True, "back": f"/boards/{slug}/"}
    return render(request, "chat/panel.html", _as_it_was(facts, late.get("delay") or 0))


def title_of_board(state: Json) -> str:
    """What a game's room is called."""
    return f"{state['home']['name']} – {state['away']['name']}"[:80]


def _as_it_was(facts: Json, delay: int) -> Json:
    if not delay:
        return facts
    until = clock.now() - timedelta(seconds=delay)
    served = facts["served"]
    messages = [one for one in served["messages"] if _said_by(one, until)]
    room = served["room"] | {"seq": messages[-1]["seq"] if messages else 0}
    items = items_of(messages, me=facts["me"])
    return facts | {"served": served | {"messages": messages, "room": room}, "items": items, "unread": 0}


def _said_by(message: Json, until: datetime) -> bool:
    return datetime.fromisoformat(message["edited_at"] or message["at"]) <= until

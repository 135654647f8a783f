"""The share card and the game sheet of a board: whoever has them already is told so before anything is drawn."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend.live.drawn.card import Card, Half, picture_of
from frontend.live.drawn.sheet import sheet_of
from frontend.live.drawn.sheet_facts import facts_of
from frontend.live.late import late_facts
from frontend.live.views import board_or_404
from project.accounts.access import Who, access
from realtime.scoreboards.models import Board

FRESH_SECONDS = 20


@require_safe
@access(Who.PUBLIC)
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The board's card now, or as late as `?delay=` says."""
    row = board_or_404(slug)
    late, facts = late_facts(request, row)
    etag = f'"card-{row.pk}-{late.position}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(picture_of(_card(row, facts["board"])), content_type="image/png")
    answer["ETag"], answer["Cache-Control"] = etag, f"public, max-age={FRESH_SECONDS}"
    return answer


@require_safe
@access(Who.PUBLIC)
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The game sheet now, or as late as `?delay=` says, as PDF."""
    row = board_or_404(slug)
    late, _facts = late_facts(request, row)
    etag = f'"sheet-{row.pk}-{late.position}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(sheet_of(facts_of(row, position=late.position)), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="{row.slug}.pdf"'
    answer["ETag"], answer["Cache-Control"] = etag, "no-cache"
    return answer


def _card(row: Board, state: dict[str, Any]) -> Card:
    coming = state["status"] == "scheduled"
    home, away = (
        Half(
            name=state[team]["name"],
            colour=state[team]["colour"],
            score="" if coming else str(state[team]["score"]),
        )
        for team in ("home", "away")
    )
    return Card(home=home, away=away, status=_status(row, state), title=state["title"], foot=_foot(state))


def _status(row: Board, state: dict[str, Any]) -> str:
    if state["status"] == "final":
        return _("Final, corrected") if state.get("corrected_at") else _("Final")
    if state["status"] == "live":
        return str(state["period"]["label"])
    if row.starts_at is None:
        return _("To come")
    # A picture has no reader's zone.
    return date_format(row.starts_at, "D j M Y, H:i") + " UTC"


def _foot(state: dict[str, Any]) -> str:
    if state["status"] == "live":
        return _("Live, play by play")
    return _("Play by play and box score") if state["status"] == "final" else _("Live as soon as it begins")

"""What machines are told of a board: a line, a picture, and the same in the words of schema.org."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from realtime.scoreboards.models import Board


def about(request: HttpRequest, row: Board, state: dict[str, Any], *, delay: int = 0) -> dict[str, Any]:
    """What the head of a board's page says of it; nothing there is newer than the page itself."""
    late = f"?delay={delay}" if delay else ""
    picture = request.build_absolute_uri(reverse("card", args=[row.slug]) + late)
    address = request.build_absolute_uri(reverse("board", args=[row.slug]))
    words = described(state)
    return {
        "about_page": words,
        "page_title": _title(state),
        "picture": picture,
        "canonical": address,
        "event": _event(row, state, address=address, picture=picture, words=words),
        "unlisted": bool(state.get("expires_at")),
    }


def described(board: dict[str, Any]) -> str:
    """A board in one line, as link previews show it."""
    facts = {
        "home": board["home"]["name"],
        "away": board["away"]["name"],
        "score": f"{board['home']['score']}–{board['away']['score']}",
        "period": board["period"]["label"],
    }
    if board["status"] == "scheduled":
        return _("%(home)s – %(away)s, soon live on Rialto.") % facts
    if board["status"] == "final" and board.get("corrected_at"):
        return _("Final, corrected: %(home)s %(score)s %(away)s.") % facts
    if board["status"] == "final":
        return _("Final: %(home)s %(score)s %(away)s.") % facts
    return _("%(home)s %(score)s %(away)s, %(period)s, live on Rialto.") % facts


def _title(state: dict[str, Any]) -> str:
    return f"{state['home']['name']} – {state['away']['name']}"


def _event(row: Board, state: dict[str, Any], *, address: str, picture: str, words: str) -> dict[str, Any]:
    """A schema.org SportsEvent."""
    teams = {
        f"{team}Team": {"@type": "SportsTeam", "name": state[team]["name"], "sport": "Basketball"}
        for team in ("home", "away")
    }
    return {
        "@context": "https://schema.org",
        "@type": "SportsEvent",
        "name": state["title"] or _title(state),
        "description": words,
        "sport": "Basketball",
        "startDate": (row.starts_at or row.created_at).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "url": address,
        "image": picture,
        **teams,
    }

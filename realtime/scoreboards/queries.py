"""What can be read of scoreboards: lists, one board, and its plays page by page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from project.base.errors import NotFound
from realtime.scoreboards.box import box_of
from realtime.scoreboards.models import Board, RuleProfile
from realtime.scoreboards.plays import SHOWN, page_of
from realtime.scoreboards.public import public_state
from realtime.scoreboards.remembered import history_of

LIVE_DEMO = "demo-live-"


class UnknownBoard(NotFound):
    """No board has this slug."""

    message = _("There is no such board.")


class UnknownProfile(NotFound):
    """No rule profile has this name."""

    message = _("There is no such rule profile.")


def profiles() -> list[RuleProfile]:
    """Every rule profile."""
    return list(RuleProfile.objects.all())


def profile_named(slug: str) -> RuleProfile:
    """The rule profile of this name; raises `UnknownProfile`."""
    profile = RuleProfile.objects.filter(slug=slug).first()
    if profile is None:
        raise UnknownProfile
    return profile


def board_named(slug: str) -> Board:
    """The board of this slug; raises `UnknownBoard`."""
    board = Board.objects.filter(slug=slug).first()
    if board is None:
        raise UnknownBoard
    return board


def live_demo() -> Board | None:
    """The newest of the games that the simulator plays."""
    return Board.objects.filter(slug__startswith=LIVE_DEMO).order_by("-pk").first()


def state_of(board: Board) -> dict[str, Any]:
    """The public state after the board's last event."""
    return public_state(
        slug=board.slug,
        title=board.title,
        rules=board.rules,
        state=board.state,
        position=board.position,
        at=board.changed_at,
        expires_at=board.expires_at,
    )


def plays_before(
    board: Board, *, before: str | None = None, limit: int = SHOWN, up_to: int | None = None
) -> dict[str, Any]:
    """The newest plays, or those before the line of a key; in the order of the game, with all corrections.

    With `up_to` nothing after that position has happened yet, and nothing was corrected by it.
    """
    return page_of(history_of(board, up_to=up_to), before=before, limit=limit)


def box_score(board: Board) -> dict[str, Any]:
    """The box score after the board's last event."""
    return box_of(slug=board.slug, rules=board.rules, state=board.state, position=board.box_position)

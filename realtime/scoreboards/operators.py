"""Who may work a board: whoever holds its token, or whose session showed it before."""

import secrets

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from project.base.errors import Forbidden
from realtime.scoreboards.models import Board

OPERATES = "operates"
# A session is a row that every request reads: it remembers the boards worked last.
REMEMBERED = 50


class WrongOperatorToken(Forbidden):
    """Neither a token of this board nor a session that may operate it."""

    message = _("This board is worked by somebody else. Its operator token opens it.")


def new_operator_token() -> str:
    """A token to be shown once: a prefix and 256 random bits."""
    return f"brd_{secrets.token_urlsafe(32)}"


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return salted_hmac("scoreboards.operator", token, algorithm="sha256").hexdigest()


def token_matches(board: Board, token: str) -> bool:
    """Whether this is the board's token."""
    return constant_time_compare(board.operator_digest, digest_of(token))


def may_operate(request: HttpRequest, board: Board) -> bool:
    """Whether this browser's session has shown the board's token, or made the board."""
    return board.slug in request.session.get(OPERATES, [])


def remember_operator(request: HttpRequest, board: Board) -> None:
    """Let this browser's session operate the board."""
    others = [slug for slug in request.session.get(OPERATES, []) if slug != board.slug]
    request.session[OPERATES] = [*others, board.slug][-REMEMBERED:]


def forget_operator(request: HttpRequest, board: Board) -> None:
    """Take the board from this browser's session."""
    others = [slug for slug in request.session.get(OPERATES, []) if slug != board.slug]
    request.session[OPERATES] = others

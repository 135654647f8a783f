"""Who stands at a board's HTTP door: a program with one of its keys, or a person in a browser of theirs."""

import secrets
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.accounts.visitors import Visitor, choose_name, program_of, visitor_of
from project.base import limits
from project.base.errors import Refusal
from project.base.http import client_address
from realtime.scoreboards.keys import key_shown
from realtime.scoreboards.models import BoardKey
from realtime.scoreboards.operators import WrongOperatorToken

FIRST_NUMBER = 100


class TooManyWrongKeys(Refusal):
    """Somebody at this address is guessing; keys that are right still work."""

    status = 429
    message = gettext_lazy("Too many wrong keys. Wait a minute and try again.")


def right_key(request: HttpRequest, *, slug: str, text: str, now: datetime) -> BoardKey:
    """The key of this board that was shown. Raises `WrongOperatorToken`, and `TooManyWrongKeys` for one of many."""
    key = key_shown(slug=slug, text=text, now=now)
    if key is not None:
        return key
    standing = limits.hit("wrong_keys", client_address(request))
    if not standing.allowed:
        raise TooManyWrongKeys(retry_after=standing.reset_seconds)
    raise WrongOperatorToken


def program_at(request: HttpRequest, *, slug: str, now: datetime) -> BoardKey | None:
    """The board's key in `Authorization: Bearer`; None without one, and for a key or token that stands for a person.

    Raises what `right_key` raises.
    """
    if program_of(request) is not None:
        return None
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    return right_key(request, slug=slug, text=text.strip(), now=now)


def person_at(request: HttpRequest) -> Visitor:
    """Whoever sent this, member or named guest. Raises `WrongOperatorToken` for anybody else."""
    visitor = visitor_of(request)
    if visitor.person_id is None:
        raise WrongOperatorToken
    return visitor


def named_scorer(request: HttpRequest) -> Visitor:
    """The visitor, with a guest's name if they had none: whoever works a board is told apart from the others there."""
    visitor = visitor_of(request)
    if visitor.is_named:
        return visitor
    number = FIRST_NUMBER + secrets.randbelow(9 * FIRST_NUMBER)
    return choose_name(request, name=_("Scorer %(number)s") % {"number": number})

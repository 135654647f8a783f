"""Who calls the API in these tests, and what there is for them to find."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client

from project.accounts.models import User
from project.accounts.security.clients import Client as From
from project.accounts.tokens.keys import make_key
from project.accounts.tokens.scopes import scope_names
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.chat import actions
from realtime.chat.actions import Sending
from realtime.scoreboards.actions import create_board
from realtime.scoreboards.commands import TeamLook
from tests.project.accounts.tokens.cast import member, tokens_of

CSRF = "a" * 32
GUEST, SESSION, TOKEN, KEY = CALLERS = ("guest", "session", "token", "key")


@dataclass(frozen=True)
class Caller:
    """What somebody sends with every request."""

    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)


def caller_called(name: str, ada: User) -> Caller:
    """A guest whom nobody knows, or Ada: in a browser, with an access token, or with a key that may do everything."""
    if name == SESSION:
        browser = Client()
        browser.force_login(ada)
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: CSRF}
        return Caller(headers={"X-CSRFToken": CSRF}, cookies=cookies)
    if name == TOKEN:
        return Caller(headers={"Authorization": f"Bearer {tokens_of(ada).access}"})
    if name == KEY:
        return Caller(headers={"Authorization": f"Bearer {_key_of(ada)}"})
    return Caller()


def _key_of(ada: User) -> str:

    now = clock.now()
    _key, text = make_key(
        user_id=ada.pk, name="All", scopes=scope_names(), expires_at=now + timedelta(days=9), client=From(), now=now
    )
    return text


def set_stage() -> tuple[User, dict[str, Any]]:
    """Ada with a board and a room of hers, and by parameter what a path can name that is really there."""
    ada, now = member("Ada"), clock.now()
    visitor = Visitor(user_id=ada.pk, person_id=ada.pk, public_id=ada.public_id, name=str(ada))
    team = TeamLook(name="Herons", short="HER", colour="#0f766e")
    board, _token = create_board(home=team, away=team, profile="fiba", slug="derby", owner=ada.pk, now=now)
    room = actions.open_room(visitor=visitor, title="Harbour", now=now)
    said = Sending(client_message_id=uuid4().hex, body="Hello")
    message = actions.send_message(visitor=visitor, room=room.public_id, sending=said, now=now, address="192.0.2.7")
    ben = User.objects.create_user("ben@example.org", display_name="Ben")
    return ada, {
        "slug": board.slug,
        "room": room.public_id,
        "message": message["id"],
        "person": ben.public_id,
        "public_id": ada.public_id,
        "seat": "scorer",
        "emoji": "👍",
        "report": 1,
    }

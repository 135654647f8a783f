"""Who is visiting: a member, a guest with a chosen name, or nobody known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from project.accounts.models import User
from project.base import clock

GUEST_PK = "guest_pk"
GUEST_ID = "guest_id"
GUEST_NAME = "guest_name"
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A visitor as the rest of the house knows them.

    `person_id` is the row of a member, or of a guest who has something of their own (a name, a cart);
    `user_id` is there for who signed in, and for nobody else.
    `session_key` names what lets them in: a browser's session, or a program's token or key (`token:…`, `key:…`).
    `scopes` is what a program may do; None where a person came by themselves, who may do all that they may.
    """

    user_id: int | None = None
    person_id: int | None = None
    public_id: str | None = None
    name: str = ""
    session_key: str | None = None
    roles: frozenset[str] = frozenset()
    scopes: frozenset[str] | None = None

    @property
    def is_named(self) -> bool:
        """Whether this is somebody who may write, join and be told apart; a guest with a cart alone has no name yet."""
        return self.person_id is not None and bool(self.name)


type Programs = Callable[[set[str]], dict[str, Visitor]]
_programs: dict[str, Programs] = {}


def visitor_of(request: HttpRequest) -> Visitor:
    """The visitor behind a request; a guest without a session has no public id and no name."""
    program = program_of(request)
    if program is not None:
        return program
    key = request.session.session_key
    if request.user.is_authenticated:
        return member_as_visitor(request.user, session_key=key)
    return _guest(request.session, session_key=key)


def program_of(request: HttpRequest) -> Visitor | None:
    """Whom a token or key that came along stands for; None for a browser."""
    program: Visitor | None = getattr(request, "program", None)
    return program


def register_programs(prefix: str, *, visitors: Programs) -> None:
    """Let the room of `prefix:…` say who stands behind its tokens or keys: those that have ended are absent."""
    _programs[prefix] = visitors


def choose_name(request: HttpRequest, *, name: str) -> Visitor:
    """Name the guest of this session; the row and its public id stay theirs while the session lasts.

    A member is returned as they are: their name is changed in their profile.
    """
    return _keep_guest(request, name=" ".join(name.split())[:LONGEST_NAME])


def keep_guest(request: HttpRequest) -> Visitor:
    """Somebody who can own something from now on: whoever is known already, or a new guest without a name."""
    visitor = visitor_of(request)
    if visitor.person_id is not None and (visitor.user_id or _own_row(request).exists()):
        return visitor
    return _keep_guest(request, name="")


def _keep_guest(request: HttpRequest, *, name: str) -> Visitor:
    if request.user.is_authenticated:
        return visitor_of(request)
    # A session may outlive its guest, who is gone or a member by now: then it gets another.
    if not _own_row(request).update(display_name=name):
        guest = User.objects.create_guest(name=name)
        request.session.update({GUEST_PK: guest.pk, GUEST_ID: guest.public_id})
    request.session[GUEST_NAME] = name
    if request.session.session_key is None:
        request.session.save()
    return visitor_of(request)


def _own_row(request: HttpRequest) -> QuerySet[User]:
    return User.objects.filter(pk=request.session.get(GUEST_PK, 0), is_guest=True, is_active=True)


def visitors_of_sessions(keys: Iterable[str]) -> dict[str, Visitor]:
    """The visitors of many sessions in two queries; those signed out or gone are absent."""
    keys = set(keys)
    found: dict[str, Visitor] = {}
    for prefix, visitors in _programs.items():
        if shown := {key for key in keys if key.startswith(f"{prefix}:")}:
            found |= visitors(shown)
    return found | _visitors_of_browsers({key for key in keys if ":" not in key})


def member_as_visitor(user: User, *, session_key: str | None, scopes: frozenset[str] | None = None) -> Visitor:
    """A member as the rest of the house knows them."""
    return Visitor(
        user_id=user.pk,
        person_id=user.pk,
        public_id=user.public_id,
        name=str(user),
        session_key=session_key,
        roles=frozenset(user.roles),
        scopes=scopes,
    )


def _visitors_of_browsers(keys: set[str]) -> dict[str, Visitor]:
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now())
    sessions = {row.session_key: row.get_decoded() for row in stored}
    people = _people({data[SESSION_KEY] for data in sessions.values() if SESSION_KEY in data})
    told = {key: _visitor(data, people, key) for key, data in sessions.items()}
    return {key: visitor for key, visitor in told.items() if visitor is not None}


def _people(ids: set[str]) -> dict[str, User]:
    if not ids:
        return {}
    return {str(user.pk): user for user in User.objects.filter(pk__in=ids, is_active=True)}


def _visitor(data: dict[str, Any], people: dict[str, User], key: str) -> Visitor | None:
    if SESSION_KEY not in data:
        return _guest(data, session_key=key)
    user = people.get(data[SESSION_KEY])
    # A changed password changes the hash: sessions opened with the old one end here too.
    if user is None or not constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return None
    return member_as_visitor(user, session_key=key)


def _guest(session: Any, *, session_key: str | None) -> Visitor:
    if GUEST_PK not in session:
        return Visitor(session_key=session_key)
    return Visitor(
        person_id=session[GUEST_PK], public_id=session[GUEST_ID], name=session[GUEST_NAME], session_key=session_key
    )

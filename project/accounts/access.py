"""Who may come to an address at all: said once at its view, held there, and read by the test that walks all addresses.

`@access(Who.MEMBER, scope="boards:write")` on a page or an operation of the API refuses everybody else before the view
runs. What a person may do with one object is for the domain to say; `owned=True` tells the walk that it does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from ninja.utils import check_csrf

from project.accounts.models import STAFF, Role
from project.accounts.visitors import Visitor, visitor_of
from project.base.errors import Forbidden, NotFound, Refusal

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
API = "/api/"
type View = Callable[..., Any]


class Who(StrEnum):
    """Everybody; whoever has a name; members; staff of any kind; admins."""

    PUBLIC = "public"
    NAMED = "named"
    MEMBER = "member"
    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True, kw_only=True)
class Access:
    """What an address asks of whoever comes. `scope` is what a program's key must hold; without one none may come."""

    who: Who
    owned: bool = False
    scope: str = ""


class NotSignedIn(Refusal):
    """Nobody we know, where somebody must be."""

    status = 401
    message = _("Sign in first.")


class ScopeMissing(Forbidden):
    """The key or token was not given the scope that this needs."""

    message = _("This key may not do that.")


class NotFromOurPage(Forbidden):
    """A cookie comes along from any page of any site: without the CSRF token it proves nothing."""

    message = _("Reload the page and try again.")


def access(who: Who, *, owned: bool = False, scope: str = "") -> Callable[[View], View]:
    """Hold a view to it. Pages send guests to sign in; the API raises the refusals of this module."""
    asked = Access(who=who, owned=owned, scope=scope)

    def decorate(view: View) -> View:
        @wraps(view)
        def held(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            is_api = request.path.startswith(API)
            visitor = visitor_of(request)
            if is_api:
                prove_it_is_meant(request, visitor, asked)
            if who is Who.MEMBER and visitor.user_id is None and not is_api:
                return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
            ask(visitor, asked)
            return view(request, *args, **kwargs)

        held.access = asked  # type: ignore[attr-defined]
        return held

    return decorate


def ask(visitor: Visitor, asked: Access) -> None:
    """Raise unless this visitor may come: `NotSignedIn`, `NotFound` for what only staff may know of."""
    if asked.who is Who.NAMED and not visitor.is_named:
        raise NotSignedIn
    if asked.who is Who.MEMBER and visitor.user_id is None:
        raise NotSignedIn
    if asked.who is Who.STAFF and not visitor.roles.intersection(STAFF):
        raise NotFound
    if asked.who is Who.ADMIN and Role.ADMIN not in visitor.roles:
        raise NotFound


def prove_it_is_meant(request: HttpRequest, visitor: Visitor, asked: Access) -> None:
    """A program shows a key with the right scope; a browser's cookie needs the token of a page of ours."""
    if visitor.scopes is not None:
        if asked.who is not Who.PUBLIC and asked.scope not in visitor.scopes:
            raise ScopeMissing
    elif request.method not in SAFE and visitor.session_key and check_csrf(request) is not None:
        raise NotFromOurPage

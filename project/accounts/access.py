"""Who may come to an address at all: said once at its view, held there, and read by the test that walks all addresses.

`@access(Who.MEMBER, scope="boards:write")` on a page or an operation of the API refuses everybody else before the view
runs, and before the API reads its input. What a person may do with one object is for the domain to say; `owned=True`
tells the walk that it does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect
from ninja.operation import Operation
from ninja.utils import check_csrf, contribute_operation_callback

from project.accounts.impersonation.standing import NotWhileImpersonating, refuse_deeds
from project.accounts.models import STAFF, Role
from project.accounts.security.policy import SecondFactorNeeded, ask_second_factor
from project.accounts.visitors import Visitor, program_of, visitor_of
from project.base import clock
from project.base.errors import Forbidden, NotFound, Refusal

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
API = "/api/"
NAME_PAGE = "choose_name"
FACTOR_PAGE = "set_up_factor"
type View = Callable[..., Any]


class Who(StrEnum):
    """Everybody; whoever has a name; members; staff of any kind; admins."""

    PUBLIC = "public"
    NAMED = "named"
    MEMBER = "member"
    STAFF = "staff"
    ADMIN = "admin"


MEMBERS = frozenset({Who.MEMBER, Who.STAFF, Who.ADMIN})


@dataclass(frozen=True, kw_only=True)
class Access:
    """What an address asks of whoever comes. `scope` is what a program's key must hold.

    Without a scope programs are let in only where everybody is and nobody owns anything.
    """

    who: Who
    owned: bool = False
    scope: str = ""


class NotSignedIn(Refusal):
    """Nobody we know, where somebody must be."""

    status = 401
    message = _("Sign in first.")


class NoNameYet(NotSignedIn):
    """A guest without a name, where people are told apart."""

    message = _("Choose a name first.")


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
        if iscoroutinefunction(view):
            raise TypeError("access() asks the database: hold a plain function with it")

        @wraps(view)
        def held(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            # The API has asked already, before it read the input.
            if getattr(request, "access_asked", None) is not asked:
                refused = _ask_at_page(request, asked)
                if refused is not None:
                    return refused
            return view(request, *args, **kwargs)

        def ask_first(operation: Operation) -> None:
            # In the place of ninja's authentication: whoever may not come is not told what is wrong with their input.
            operation.auth_param = [lambda request: ask_at_api(request, asked)]
            operation._set_auth(operation.auth_param)  # noqa: SLF001 - it has no other door

        contribute_operation_callback(held, ask_first)
        held.access = asked  # type: ignore[attr-defined]
        return held

    return decorate


def ask_at_api(request: HttpRequest, asked: Access) -> Access:
    """Ask whoever comes to an operation of the API.

    Raises what `ask` raises, `ScopeMissing`, `NotFromOurPage`, `NotWhileImpersonating`, and `SecondFactorNeeded`
    where staff works.
    """
    program = program_of(request)
    if program is not None:
        _ask_program(program, asked)
    elif request.method not in SAFE and request.session.session_key and check_csrf(request) is not None:
        raise NotFromOurPage
    refuse_deeds(request)
    # What is open to everybody reads no session: it can be kept by caches, and answers without a database.
    if asked.who is not Who.PUBLIC:
        _ask_visitor(request, asked)
    request.access_asked = asked  # type: ignore[attr-defined]
    return asked


def ask(visitor: Visitor, asked: Access) -> None:
    """Raise unless this visitor may come: `NoNameYet`, `NotSignedIn`, `NotFound` for what only staff may know of."""
    if asked.who is Who.NAMED and not visitor.is_named:
        raise NoNameYet
    if asked.who in MEMBERS and visitor.user_id is None:
        raise NotSignedIn
    if asked.who is Who.STAFF and not visitor.roles.intersection(STAFF):
        raise NotFound
    if asked.who is Who.ADMIN and Role.ADMIN not in visitor.roles:
        raise NotFound


def _ask_visitor(request: HttpRequest, asked: Access) -> None:
    visitor = visitor_of(request)
    ask(visitor, asked)
    if asked.who in {Who.STAFF, Who.ADMIN} and visitor.user_id is not None:
        by_program = program_of(request) is not None
        ask_second_factor(request, user_id=visitor.user_id, by_program=by_program, now=clock.now())


def _ask_program(program: Visitor, asked: Access) -> None:
    if program.scopes is None:
        return
    open_to_all = asked.who is Who.PUBLIC and not asked.owned and not asked.scope
    if not open_to_all and asked.scope not in program.scopes:
        raise ScopeMissing


def _ask_at_page(request: HttpRequest, asked: Access) -> HttpResponse | None:
    """Where a page sends who may not see it; None for who may. Raises what Django makes pages of."""
    # Pages show all that a person may see: no scope says so much.
    if program_of(request) is not None:
        raise PermissionDenied(str(ScopeMissing()))
    try:
        refuse_deeds(request)
    except NotWhileImpersonating as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    if asked.who is Who.PUBLIC:
        return None
    try:
        _ask_visitor(request, asked)
    except SecondFactorNeeded:
        return _send_to(request, resolve_url(FACTOR_PAGE))
    except NoNameYet:
        return _send_to(request, resolve_url(NAME_PAGE))
    except NotSignedIn:
        return _send_to(request, resolve_url(settings.LOGIN_URL))
    return None


def _send_to(request: HttpRequest, page: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A swapped fragment must not become a page inside a page.
        here = request.htmx.current_url_abs_path  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(f"{page}?{urlencode({'next': here or '/'})}")
    # What was posted is gone: there is nothing to come back to but the start.
    here = request.get_full_path() if request.method in SAFE else "/"
    return redirect(f"{page}?{urlencode({'next': here})}")

"""`/account/become/`: the roles one may have, the steps to each, and the application for it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.account.roles.forms import FORMS
from frontend.account.roles.way import ROLES
from project.accounts.access import Who, access
from project.accounts.roles.applying import apply_for_role, withdraw_application
from project.accounts.roles.facts import FactsIncomplete
from project.accounts.roles.names import Role, called
from project.accounts.roles.queries import granted_at, newest_application
from project.accounts.roles.states import State
from project.accounts.roles.steps import Step, finish_step, notice_progress
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal


@never_cache
@require_safe
@access(Who.MEMBER)
def overview(request: HttpRequest) -> HttpResponse:
    """What one may be here, and how one stands with each."""
    you = visitor_of(request)
    roles = [(role, role in you.roles, newest_application(you.user_id or 0, role)) for role in ROLES]
    return render(request, "account/roles/overview.html", {"roles": roles})


@never_cache
@require_safe
@access(Who.MEMBER)
def way(request: HttpRequest, role: str) -> HttpResponse:
    """The steps to one role: what is done, what is next, and how the application stands. Live by `person.…`."""
    wanted, person_id = _role(role), _person(request)
    progress = notice_progress(person_id=person_id, role=wanted, now=clock.now())
    facts = {
        "role": wanted,
        "progress": progress,
        "steps": [(step, row, address_of(step)) for step, row in progress.steps],
        "next": (progress.next, address_of(progress.next)) if progress.next else None,
        "application": newest_application(person_id, wanted),
        "since": granted_at(person_id, wanted),
        "called": called(wanted),
    }
    return render(request, "account/roles/way.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
def welcome(request: HttpRequest, role: str) -> HttpResponse:
    """What a role means; read once."""
    wanted = _role(role)
    if request.method == "POST":
        finish_step(person_id=_person(request), role=wanted, name="welcome", result={}, now=clock.now())
        return redirect("role_way", wanted)
    return render(request, f"account/roles/welcome_{wanted}.html", {"role": wanted})


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
def apply(request: HttpRequest, role: str) -> HttpResponse:
    """The application's form; what was typed stays in it when something is refused."""
    wanted, person_id = _role(role), _person(request)
    earlier = newest_application(person_id, wanted)
    asked_back = earlier if earlier is not None and earlier.state == State.CHANGES_REQUESTED else None
    form = FORMS[wanted](request.POST or None, initial=asked_back.facts if asked_back else None)
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "accepted"}
        try:
            apply_for_role(person_id=person_id, role=wanted, facts=said, now=clock.now())
        except FactsIncomplete as refusal:
            for name in refusal.extra["fields"]:
                form.add_error(name, _("Look at this again: something in it does not fit."))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. How your application stands is shown here at any time."))
            return redirect("role_way", wanted)
    facts = {"role": wanted, "form": form, "asked_back": asked_back}
    return render(request, "account/roles/application.html", facts, status=422 if form.errors else 200)


@require_POST
@access(Who.MEMBER, owned=True)
def withdraw(request: HttpRequest, role: str, application: str) -> HttpResponse:
    """Take one's own application back; what has been decided meanwhile is said."""
    try:
        withdraw_application(person_id=_person(request), application_id=application, now=clock.now())
    except Refusal as refusal:
        if refusal.status == 404:
            raise Http404 from refusal
        messages.error(request, str(refusal))
    return redirect("role_way", _role(role))


def address_of(step: Step) -> str:
    """Where a step is done; pages that are the same for all roles are not told which."""
    try:
        return reverse(step.url_name, args=[step.role])
    except NoReverseMatch:
        return reverse(step.url_name)


def facts_shown(facts: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    """What somebody said in an application: what was asked, what they wrote, and addresses where that was asked."""
    labels = {
        "what": _("What they would sell"),
        "knows": _("What they know"),
        "links": _("Where it can be seen"),
        "country": _("Country"),
        "terms": _("Terms accepted"),
    }
    return [
        (
            labels.get(name, name),
            "" if isinstance(value, list) else str(value),
            value if isinstance(value, list) else [],
        )
        for name, value in facts.items()
        if value
    ]


def _role(name: str) -> Role:
    if name not in ROLES:
        raise Http404
    return Role(name)


def _person(request: HttpRequest) -> int:
    return visitor_of(request).user_id or 0

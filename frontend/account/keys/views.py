"""Keys for programs, and programs that are signed in: made, shown once, replaced and ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontend.account.keys.forms import NewKeyForm
from frontend.account.security.fresh import fresh
from project.accounts.access import Who, access
from project.accounts.security.clients import client_of
from project.accounts.tokens import keys
from project.accounts.tokens.families import end_family, families_of
from project.accounts.tokens.models import ApiKey, Because
from project.accounts.tokens.scopes import scopes
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal

PAGE = "keys"


@never_cache
@require_GET
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """The keys that work and the programs that are signed in."""
    now, person = clock.now(), _person(request)
    facts = {
        "keys": [_told(key) for key in keys.keys_of(person, now=now)],
        "families": families_of(person, now=now),
        "overlap": keys.OVERLAP.days,
    }
    return render(request, "account/keys/keys.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
@fresh
def make(request: HttpRequest) -> HttpResponse:
    """Ask what the key may do; its text is in the answer to that form and nowhere else."""
    now = clock.now()
    form = NewKeyForm(request.POST or None, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            key, text = keys.make_key(
                user_id=_person(request),
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=form.expires_at(),
                client=client_of(request),
                now=now,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _show_once(request, key, text)
    return render(request, "account/keys/make.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_POST
@access(Who.MEMBER, owned=True)
@fresh
def rotate(request: HttpRequest, key_id: str) -> HttpResponse:
    """Replace a key: the new one is shown, the old one works for a while."""
    try:
        key, text = keys.rotate_key(user_id=_person(request), key_id=key_id, client=client_of(request), now=clock.now())
    except keys.UnknownKey as unknown:
        raise Http404(str(unknown)) from unknown
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(PAGE)
    return _show_once(request, key, text)


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER, owned=True)
def revoke(request: HttpRequest, key_id: str) -> HttpResponse:
    """Ask whether it is meant, and end the key at once."""
    now, person = clock.now(), _person(request)
    try:
        key = keys.key_of(person, key_id, now=now)
        if request.method == "GET":
            return render(request, "account/keys/revoke.html", {"key": key})
        keys.revoke_key(user_id=person, key_id=key_id, client=client_of(request), now=now)
    except keys.UnknownKey as unknown:
        raise Http404(str(unknown)) from unknown
    messages.success(request, _("The key “%(name)s” is revoked.") % {"name": key.name})
    return redirect(PAGE)


@never_cache
@require_POST
@access(Who.MEMBER, owned=True)
def sign_out(request: HttpRequest, family_id: str) -> HttpResponse:
    """End what one program came in with, and the sockets that it has open."""
    if not end_family(family_id=family_id, user_id=_person(request), because=Because.ENDED, now=clock.now()):
        raise Http404
    messages.success(request, _("That program is signed out."))
    return redirect(PAGE)


def _show_once(request: HttpRequest, key: ApiKey, text: str) -> HttpResponse:
    facts: dict[str, Any] = {"key": _told(key), "text": text}
    return render(request, "account/keys/made.html", facts, status=201)


def _told(key: ApiKey) -> dict[str, Any]:
    words = {scope.name: scope.label for scope in scopes()}
    return {"row": key, "may": [words.get(name, name) for name in key.scopes]}


def _person(request: HttpRequest) -> int:
    person = visitor_of(request).user_id
    if person is None:
        raise Http404
    return person

"""Passkeys: asked of the browser, added, renamed; and signing in with nothing else."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.models import Login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.account.security.asking import (
    PAGE,
    keep_challenge,
    member,
    party_of,
    refusing,
    spend_challenge,
    way_on,
)
from frontend.account.security.forms import NameForm, NewPasskeyForm, PasskeyForm
from frontend.account.security.fresh import fresh
from frontend.account.security.recovery import after_adding, prove_here
from frontend.account.security.stages import KEY
from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.security.actions.factors import add_passkey, ask_confirmed_email, rename_passkey
from project.accounts.security.actions.passkeys import Purpose, begin_adding, begin_proof, read_new, use_passkey
from project.accounts.security.clients import client_of
from project.accounts.security.policy import SECOND
from project.base import clock, limits
from project.base.errors import Refusal
from project.base.http import client_address, refused


@access(Who.PUBLIC)
@never_cache
@require_POST
def begin(request: HttpRequest, purpose: str) -> HttpResponse:
    """What the browser is to sign, as JSON: for signing in, as the second step, or to confirm."""
    try:
        limits.ask("api", client_address(request))
    except Refusal as refusal:
        return refused(request, refusal)
    wanted = Purpose(purpose)
    user = _whose(request, wanted)
    return keep_challenge(
        request, wanted, begin_proof(user=user, purpose=wanted, party=party_of(request), now=clock.now())
    )


@access(Who.MEMBER)
@never_cache
@require_POST
@fresh
def begin_add(request: HttpRequest) -> HttpResponse:
    """What the browser is to make a key for."""
    asked = begin_adding(user=member(request), party=party_of(request), now=clock.now())
    return keep_challenge(request, Purpose.ADD, asked)


@access(Who.MEMBER)
@never_cache
@require_http_methods(["GET", "POST"])
@fresh
@refusing
def add(request: HttpRequest) -> HttpResponse:
    """Name a new passkey, and keep it."""
    user, now = member(request), clock.now()
    ask_confirmed_email(user)
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        state = spend_challenge(request, Purpose.ADD)
        facts = read_new(state=state, answer=form.cleaned_data["credential"], party=party_of(request), now=now)
        name = form.cleaned_data["name"]
        factor = add_passkey(user=user, facts=facts, name=name, client=client_of(request), now=now)
        prove_here(request, factor)
        return after_adding(request, user)
    return render(request, "mfa/add_passkey.html", {"form": form}, status=422 if form.errors else 200)


@access(Who.MEMBER, owned=True)
@require_POST
@fresh
@refusing
def rename(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Call it something else."""
    form = NameForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    rename_passkey(user=member(request), passkey_id=passkey_id, name=name, client=client_of(request), now=clock.now())
    return redirect(PAGE)


@access(Who.PUBLIC)
@never_cache
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: it has asked its owner for a finger, a face or a number."""
    here = f"{reverse('account_login')}?next={way_on(request, '')}"
    form = PasskeyForm(request.POST)
    state = spend_challenge(request, Purpose.SIGN_IN)
    if request.user.is_authenticated or not form.is_valid():
        return redirect(here)
    try:
        limits.ask("sign_in", client_address(request))
        factor = use_passkey(
            user=None,
            state=state,
            purpose=Purpose.SIGN_IN,
            answer=form.cleaned_data["credential"],
            party=party_of(request),
            client=client_of(request),
            now=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(here)
    record_authentication(request, factor.user, SECOND, id=factor.pk, type=factor.type, passwordless=True)
    answer: HttpResponse = perform_login(request, Login(user=factor.user, redirect_url=way_on(request, "") or None))
    return answer


def _whose(request: HttpRequest, purpose: Purpose) -> User | None:
    if purpose is Purpose.SIGN_IN:
        return None
    if purpose is Purpose.CONFIRM and isinstance(request.user, User):
        return request.user
    stage = get_pending_stage(request)
    if purpose is Purpose.SECOND and stage is not None and stage.key == KEY and isinstance(stage.login.user, User):
        return stage.login.user
    raise Http404(_("Nothing is asked for here."))

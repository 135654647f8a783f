"""The second step of signing in: a code, a passkey, or the way back for who has lost them all."""

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from frontend.account.security.arrivals import WANTS_TRUST
from frontend.account.security.asking import party_of, spend_challenge
from frontend.account.security.forms import CancelForm, PasskeyForm, SecondForm
from frontend.account.security.overview import factors_of
from frontend.account.security.stages import KEY
from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.security.actions.codes import use_code
from project.accounts.security.actions.passkeys import PasskeyRefused, Purpose, use_passkey
from project.accounts.security.actions.ways_back import (
    StaffAskAnAdmin,
    ask_way_back,
    cancel_by_code,
    open_way_back,
)
from project.accounts.security.clients import client_of
from project.accounts.security.policy import SECOND, has_second_factor
from project.accounts.security.telling import note
from project.base import clock, limits
from project.base.errors import Refusal


@access(Who.PUBLIC)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_stage_required(stage=KEY, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for it; the first step is done, and nobody is signed in yet."""
    stage: Any = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001 - allauth's own way
    user: User = stage.login.user
    if not has_second_factor(user.pk):
        # They were taken away while this page was waiting.
        gone: HttpResponse = stage.exit()
        return gone
    form = SecondForm(request.POST if "code" in request.POST else None)
    wrong, status, wait = "", 200, None
    if request.method == "POST":
        try:
            factor = _shown(request, user, form)
        except Refusal as refusal:
            note(user, "sign_in_failed", client_of(request), clock.now())
            wrong, status = str(refusal), refusal.status
            wait = refusal.extra.get("retry_after")
        else:
            if factor is not None:
                return _go_on(request, stage, factor)
            wrong, status = ("" if form.is_bound else str(PasskeyRefused.message)), 422
    facts = {"form": form, "wrong": wrong, "way_back": open_way_back(user), **factors_of(user.pk)}
    answer = render(request, "mfa/second.html", facts, status=status)
    if wait is not None:
        answer["Retry-After"] = str(wait)
    return answer


@access(Who.PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
@login_stage_required(stage=KEY, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def lost(request: HttpRequest) -> HttpResponse:
    """All factors are lost: what can be done, and asking for it."""
    user: User = request._login_stage.login.user  # type: ignore[attr-defined]  # noqa: SLF001
    if not has_second_factor(user.pk):
        return redirect(KEY)
    wrong, status = "", 200
    if request.method == "POST":
        try:
            limits.ask("letters", f"person:{user.pk}")
            ask_way_back(user=user, client=client_of(request), now=clock.now())
        except Refusal as refusal:
            wrong, status = str(refusal), refusal.status
        else:
            return redirect("lost_factors")
    facts = {"wrong": wrong, "way_back": open_way_back(user), "staff": StaffAskAnAdmin.message if user.is_staff else ""}
    return render(request, "mfa/lost.html", facts, status=status)


@access(Who.PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def keep_factors(request: HttpRequest) -> HttpResponse:
    """Call a way back off with the code of the letter, from any browser and without signing in."""
    form = CancelForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            cancel_by_code(code=form.cleaned_data["code"], client=client_of(request), now=clock.now())
        except Refusal as refusal:
            form.add_error("code", str(refusal))
            status = refusal.status
        else:
            return render(request, "mfa/kept.html")
    return render(request, "mfa/keep.html", {"form": form}, status=status if form.is_bound else 200)


def _shown(request: HttpRequest, user: User, form: SecondForm) -> Authenticator | None:
    client, now = client_of(request), clock.now()
    if form.is_bound:
        return use_code(user=user, code=form.cleaned_data["code"], client=client, now=now) if form.is_valid() else None
    state = spend_challenge(request, Purpose.SECOND)
    answer = PasskeyForm(request.POST)
    if not answer.is_valid():
        return None
    signed = answer.cleaned_data["credential"]
    party = party_of(request)
    return use_passkey(
        user=user, state=state, purpose=Purpose.SECOND, answer=signed, party=party, client=client, now=now
    )


def _go_on(request: HttpRequest, stage: Any, factor: Authenticator) -> HttpResponse:
    record_authentication(request, stage.login.user, SECOND, id=factor.pk, type=factor.type)
    setattr(request, WANTS_TRUST, bool(request.POST.get("trust")))
    answer: HttpResponse = stage.exit()
    return answer

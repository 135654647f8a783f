"""Confirming that it is still you, before what matters: by password, by code or by passkey."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from frontend.account.security.asking import PAGE, member, party_of, spend_challenge, way_on
from frontend.account.security.forms import CodeForm, PasskeyForm, PasswordForm
from frontend.account.security.overview import factors_of
from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.security.actions.codes import use_code
from project.accounts.security.actions.passkeys import Purpose, use_passkey
from project.accounts.security.clients import client_of
from project.accounts.security.policy import SECOND
from project.base import clock, limits
from project.base.errors import Refusal


class WrongPassword(Refusal):
    """Not theirs."""

    status = 422
    message = _("This is not your password.")


@access(Who.MEMBER)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask, and go on to where the reader was led from. `?factor` asks for the second factor and nothing less."""
    user = member(request)
    wrong, status = "", 200
    if request.method == "POST":
        try:
            if _confirmed(request, user):
                return redirect(way_on(request, reverse(PAGE)))
            status = 422
        except Refusal as refusal:
            wrong, status = str(refusal), refusal.status
    known = factors_of(user.pk)
    only_factor = "factor" in request.GET and known["has_factor"]
    facts = {
        **known,
        "next": way_on(request, reverse(PAGE)),
        "wrong": wrong,
        "password": PasswordForm() if user.has_usable_password() and not only_factor else None,
        "code": CodeForm() if known["app"] or known["codes_left"] else None,
    }
    return render(request, "mfa/confirm.html", facts, status=status)


def _confirmed(request: HttpRequest, user: User) -> bool:
    if "password" in request.POST:
        return _by_password(request, user)
    factor = _by_code(request, user) if "code" in request.POST else _by_passkey(request, user)
    if factor is None:
        return False
    record_authentication(request, user, SECOND, id=factor.pk, type=factor.type, reauthenticated=True)
    return True


def _by_password(request: HttpRequest, user: User) -> bool:
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return False
    limits.ask("sign_in_account", f"confirm:{user.pk}")
    if not user.check_password(form.cleaned_data["password"]):
        raise WrongPassword
    record_authentication(request, user, "password", reauthenticated=True)
    return True


def _by_code(request: HttpRequest, user: User) -> Authenticator | None:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return None
    return use_code(user=user, code=form.cleaned_data["code"], client=client_of(request), now=clock.now())


def _by_passkey(request: HttpRequest, user: User) -> Authenticator | None:
    state = spend_challenge(request, Purpose.CONFIRM)
    form = PasskeyForm(request.POST)
    if not form.is_valid():
        return None
    return use_passkey(
        user=user,
        state=state,
        purpose=Purpose.CONFIRM,
        answer=form.cleaned_data["credential"],
        party=party_of(request),
        client=client_of(request),
        now=clock.now(),
    )

"""allauth's views of codes, where an address without an account must be told apart by nothing."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from allauth.account.internal.flows.signup import send_unknown_account_mail
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from frontend.account.signin.adapter import REMEMBER

type View = Callable[..., Any]


class ConfirmEmailCode(allauth.ConfirmEmailVerificationCodeView):  # type: ignore[misc]
    """The code that proves an address."""

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        # As many letters for an address that has an account as for one that has none.
        if self._process.user is None:
            get_adapter().send_account_already_exists_mail(self._process.email)
        self._process.state["at"] = time.time()
        answer: HttpResponse = super()._resend_form_valid(form)
        messages.info(self.request, _("We have sent another code. The one before it is void."))
        return answer


class ConfirmLoginCode(allauth.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code that signs in."""

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        if self._process.user is None:
            send_unknown_account_mail(self.request, self._process.state["email"])
        self._process.state["at"] = time.time()
        answer: HttpResponse = super()._resend_form_valid(form)
        messages.info(self.request, _("We have sent another code. The one before it is void."))
        return answer


class RequestLoginCode(allauth.RequestLoginCodeView):  # type: ignore[misc]
    """The address to which a code is sent; how long to stay is kept until the session begins."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the code, or a letter that says why there is none."""
        self.request.session[REMEMBER] = form.cleaned_data["remember"]
        answer: HttpResponse = super().form_valid(form)
        return answer


def told_when_over(view: View) -> View:
    """A code that has expired is said to have expired, wherever allauth leads from it."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _is_over(request.session):
            messages.warning(request, _("The code has expired: it is good for ten minutes. Ask for another."))
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return told


def _is_over(session: SessionBase) -> bool:
    stages = (session.get(LOGIN_SESSION_KEY) or {}).get("state", {}).get("stages", {})
    awaited = [
        session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY),
        session.get(PASSWORD_RESET_VERIFICATION_SESSION_KEY),
        stages.get("login_by_code", {}).get("data"),
    ]
    begun = [state["at"] for state in awaited if state and "at" in state]
    return bool(begun) and all(time.time() - at > settings.CODE_SECONDS for at in begun)

"""What allauth asks of the house: how letters go out, who asks, what is counted, and what begins and ends a session."""

import secrets
from datetime import timedelta
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.conf import settings
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from frontend.account.security.stages import with_our_second_step
from frontend.account.signin import known
from frontend.account.signin.letters import facts_of, is_asked_for
from project.accounts.models import User
from project.accounts.profiles.activity import note_activity
from project.accounts.proved import note_proof
from project.accounts.security.clients import client_of
from project.accounts.sessions import begin_session
from project.base import clock, limits
from project.base.http import client_address
from project.base.visible import visible_line
from project.mail.actions import send_letter
from realtime import revoke

REMEMBER = "remember"
PROVED_HERE = "_address_was_proved_by_who_registered"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's account app in this house."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This email and this password do not belong together."),
        "incorrect_code": _("This is not the code that we sent. Look again: it has eight letters."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "too_many_login_attempts": _("That were too many wrong codes: this one is void now. Begin again for another."),
        "duplicate_email": _("This is your address already."),
    }

    def get_login_stages(self) -> list[str]:
        """The steps of signing in, with our second one."""
        return with_our_second_step(super().get_login_stages())

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address as our proxies tell it."""
        return client_address(request) or "::"

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: there is one way in, and it answers pages."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether to go there after signing in: our own site alone."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter; whoever asks for letters is counted, by their address and by the reader's."""
        template = template_prefix.rpartition("/")[2]
        request = cast("HttpRequest", self.request)
        if is_asked_for(template):
            limits.ask("letters", client_address(request))
            limits.ask("letters", known.counted_for(request, email))
        good_until = clock.now() + timedelta(seconds=settings.CODE_SECONDS) if "code" in context else None
        with transaction.atomic():
            send_letter(
                template=template,
                to=email,
                facts=facts_of(request, context),
                key=f"{template}:{secrets.token_hex(12)}",
                language=getattr(request, "LANGUAGE_CODE", ""),
                good_until=good_until,
            )

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try against the account before it is made: a hundred at once are a hundred."""
        limits.ask("sign_in_account", known.counted_for(request, credentials.get("email", "")))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Who this is; a right password is no guess, and takes the count back."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            limits.forget("sign_in_account", known.counted_for(request, credentials.get("email", "")))
        return user

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, **options: Any) -> User:
        """A new member under the name they chose, as everybody else will see it."""
        user.display_name = visible_line(form.cleaned_data.get("display_name", ""))[:60]
        return cast("User", super().save_user(request, user, form, **options))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Somebody typed a code into the very browser that began to register or to change an address."""
        note_proof(request)
        return bool(super().confirm_email(request, email_address))

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin a session under a new id; what was open under the old one closes.

        What the guest of this browser had comes along in the same transaction: if that fails, nobody signed in.
        """
        before = request.session.session_key
        is_remembered = bool(request.session.pop(REMEMBER, False))
        with transaction.atomic():
            super().login(request, user)
            begin_session(request.session, is_remembered=is_remembered, now=clock.now())
            if before is not None:
                revoke.end_session_later(session_key=before)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Where to go; and this browser is known from now on."""
        response = cast("HttpResponse", super().post_login(request, user, **kwargs))
        known.note_browser(response, user.email or "")
        note_activity(user_id=user.pk, kind="signed_in", facts=self._place(request), now=clock.now())
        return response

    def logout(self, request: HttpRequest) -> None:
        """End this session; its sockets close."""
        ending, user = request.session.session_key, request.user
        super().logout(request)
        if ending is not None:
            revoke.end_session_later(session_key=ending)
        if user.is_authenticated:
            note_activity(user_id=user.pk, kind="signed_out", facts={}, now=clock.now())

    def _place(self, request: HttpRequest) -> dict[str, str]:
        return client_of(request).facts()

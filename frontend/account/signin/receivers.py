"""What follows when allauth says that something about an account has changed."""

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.socialaccount import signals as social
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from project.accounts.models import User
from project.accounts.profiles.activity import note_activity
from project.accounts.proved import PROVED_HERE
from project.accounts.security.actions.sessions import end_other_sessions
from project.accounts.security.clients import client_of
from project.base import clock
from realtime import revoke


def connect() -> None:
    """Listen, once the apps are ready."""
    account.user_signed_up.connect(_registered)
    account.password_changed.connect(_password_changed)
    account.password_set.connect(_password_changed)
    account.password_reset.connect(_password_reset)
    account.email_confirmed.connect(_email_confirmed)
    account.email_changed.connect(_email_changed)
    social.social_account_added.connect(_connected)
    social.social_account_removed.connect(_disconnected)


def _note(user: User, kind: str, **facts: str) -> None:
    note_activity(user_id=user.pk, kind=kind, facts=facts, now=clock.now())


def _end_sessions(request: HttpRequest, user: User, *, but: str | None) -> None:
    end_other_sessions(user=user, kept_key=but, client=client_of(request), now=clock.now())
    if but is None:
        revoke.end_person_later(user_id=user.pk)


def _registered(user: User, **_told: Any) -> None:
    _note(user, "signed_up")


def _password_changed(request: HttpRequest, user: User, **_told: Any) -> None:
    _end_sessions(request, user, but=request.session.session_key)
    _note(user, "password_changed")


def _password_reset(request: HttpRequest, user: User, **_told: Any) -> None:
    _end_sessions(request, user, but=None)
    _note(user, "password_reset")


def _email_confirmed(request: HttpRequest, email_address: EmailAddress, **_told: Any) -> None:
    user: User = email_address.user
    _note(user, "email_confirmed", email=email_address.email)
    # A stranger may have registered with this address and a password of theirs, and waited for its owner. Where the
    # letter was read in another browser than that of the registration, that password opens nothing any more.
    if not hasattr(request, PROVED_HERE) and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        _end_sessions(request, user, but=None)


def _email_changed(user: User, to_email_address: EmailAddress, **_told: Any) -> None:
    _note(user, "email_changed", email=to_email_address.email)


def _connected(sociallogin: SocialLogin, **_told: Any) -> None:
    _note(sociallogin.user, "account_connected", provider=sociallogin.provider.name)


def _disconnected(socialaccount: Any, **_told: Any) -> None:
    _note(socialaccount.user, "account_disconnected", provider=socialaccount.get_provider().name)

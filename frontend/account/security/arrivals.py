"""What follows a sign-in and a change of password, which allauth tells by signals."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from frontend.account.security.cookies import keep_token, token_of
from frontend.account.security.keeping import begin_keeping
from frontend.account.security.stages import TRUSTED
from project.accounts.models import User
from project.accounts.security.actions.devices import distrust_all, meet_device, new_token, trust_device
from project.accounts.security.actions.sessions import DEVICE
from project.accounts.security.actions.ways_back import cancel_way_back
from project.accounts.security.clients import client_of
from project.accounts.security.policy import SECOND, records_of
from project.base import clock
from project.base.http import client_address

WANTS_TRUST = "wants_trust"


def listen() -> None:
    """Hear of both; registering again changes nothing."""
    user_logged_in.connect(arrive, dispatch_uid="security.arrive")
    for changed in (password_changed, password_set, password_reset):
        changed.connect(begin_anew, dispatch_uid="security.begin_anew")


def arrive(request: HttpRequest, user: User, response: HttpResponseBase | None = None, **_more: Any) -> None:
    """Know the browser again, trust it where that was asked for, and tell the owner of one that is new."""
    now, client = clock.now(), client_of(request)
    token = token_of(request) or new_token()
    device = meet_device(user=user, token=token, client=client, now=now)
    if getattr(request, WANTS_TRUST, False):
        trust_device(device=device, client=client, now=now)
    if response is not None:
        keep_token(response, token)
    begin_keeping(request, user, now=now)
    _row_of(request).update(data={DEVICE: device.public_id}, ip=client_address(request))
    if _showed_a_factor(request, user):
        cancel_way_back(user=user, client=client, now=now)


def begin_anew(user: User, **_more: Any) -> None:
    """A new password: no browser is trusted any more. What else ends is for the room of signing in to say."""
    distrust_all(user=user)


def _row_of(request: HttpRequest) -> Any:
    return UserSession.objects.filter(session_key=request.session.session_key or "")


def _showed_a_factor(request: HttpRequest, user: User) -> bool:
    records = records_of(request, user)
    return any(record.get("method") == SECOND and record.get("type") != TRUSTED for record in records)

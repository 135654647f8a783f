"""How safely one signs in: everything about it on one page, and what of it should be done next."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from frontend.account.security.asking import member
from frontend.account.security.sessions import sessions_of
from project.accounts.access import Who, access
from project.accounts.profiles.activity import words_of
from project.accounts.profiles.models import Activity
from project.accounts.security.actions.codes import FEW
from project.accounts.security.actions.ways_back import open_way_back
from project.accounts.security.clients import device_of
from project.accounts.security.models import KnownDevice
from project.accounts.security.policy import factor_standing
from project.base import clock

SHOWN = 8
KINDS = (
    "signed_in", "sign_in_failed", "new_device", "device_trusted", "device_forgotten", "password_changed",
    "password_reset", "factor_added", "factor_removed", "factor_reset", "recovery_codes_made", "recovery_code_used",
    "session_ended", "sessions_ended", "passkey_doubted", "passkey_renamed", "way_back_asked", "way_back_cancelled",
    "way_back_done",
)  # fmt: skip


@access(Who.MEMBER)
@never_cache
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The page; `?changed` offers to end the other sessions, for whoever may have come in before the change."""
    user, now = member(request), clock.now()
    sessions = sessions_of(request)
    facts: dict[str, Any] = {
        **factors_of(user.pk),
        "standing": factor_standing(user, now),
        "sessions": sessions,
        "offers_ending": "changed" in request.GET and len(sessions) > 1,
        "trusted": trusted_devices(user.pk),
        "way_back": open_way_back(user),
        "events": [{"words": words_of(row), "at": row.at} for row in _events(user.pk)],
        "has_password": user.has_usable_password(),
    }
    return render(request, "mfa/security.html", facts)


@access(Who.MEMBER)
@never_cache
@require_GET
def set_up(request: HttpRequest) -> HttpResponse:
    """Where staff is sent whose work asks for a second factor: what is asked, why, and how to go on."""
    user = member(request)
    facts = {"standing": factor_standing(user, clock.now()), "next": request.GET.get("next", "/")}
    return render(request, "mfa/set_up.html", facts)


def factors_of(user_id: int) -> dict[str, Any]:
    """The authenticator app, the passkeys, and how many recovery codes are left."""
    rows = list(Authenticator.objects.filter(user_id=user_id).order_by("pk"))
    kinds = Authenticator.Type
    codes = next((len(row.data["digests"]) for row in rows if row.type == kinds.RECOVERY_CODES), None)
    return {
        "app": next((row for row in rows if row.type == kinds.TOTP), None),
        "passkeys": [row for row in rows if row.type == kinds.WEBAUTHN],
        "codes_left": codes,
        "few_codes": codes is not None and codes <= FEW,
        "has_factor": any(row.type != kinds.RECOVERY_CODES for row in rows),
    }


def trusted_devices(user_id: int) -> list[dict[str, Any]]:
    """The browsers that are asked for no second factor."""
    rows = KnownDevice.objects.filter(user_id=user_id, trusted_until__gt=clock.now()).order_by("-trusted_at")
    return [{"id": row.public_id, "name": device_of(row.user_agent), "until": row.trusted_until} for row in rows]


def _events(user_id: int) -> list[Activity]:
    return list(Activity.objects.filter(person_id=user_id, kind__in=KINDS).order_by("-pk")[:SHOWN])

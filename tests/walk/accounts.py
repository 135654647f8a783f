"""What Ada's account holds: a passkey, an app, a session, a device, a key, a program, a piece of her portfolio."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData

from project.accounts.models import User
from project.accounts.profiles.actions import profile_of
from project.accounts.profiles.models import DataExport, Piece
from project.accounts.roles.models import RoleApplication, Verification
from project.accounts.roles.names import Role
from project.accounts.security.models import KnownDevice
from project.accounts.tokens.models import Family
from project.base import clock

NAMES = (
    "application",
    "export",
    "proof",
    "role",
    "passkey_id",
    "factor_id",
    "session_id",
    "family_id",
    "public_id",
    "piece",
)


def make_account(ada: User) -> dict[str, Any]:
    """One of each, by the name of the parameter that it stands for."""
    now = clock.now()
    browser = Client()
    browser.force_login(ada)
    session, _new = UserSession.objects.get_or_create(
        session_key=browser.session.session_key, defaults={"user": ada, "ip": "192.0.2.1", "user_agent": "Other"}
    )
    passkey = Authenticator.objects.create(
        user=ada, type="webauthn", data={"name": "Phone", "credential": _credential()}
    )
    piece = Piece.objects.create(profile=profile_of(ada.pk, now=now), title="Harbour", created_at=now)
    device = KnownDevice.objects.create(user=ada, digest="0" * 64, first_seen_at=now, last_seen_at=now)
    return {
        **_asked(ada, now),
        "role": Role.CONSIDERER.value,
        "passkey_id": passkey.pk,
        "factor_id": passkey.pk,
        "session_id": session.pk,
        "family_id": _program(ada, now).public_id,
        "public_id": device.public_id,
        "piece": piece.public_id,
    }


def _program(ada: User, now: datetime) -> Family:
    return Family.objects.create(
        user=ada,
        name="Program",
        password_hash=ada.get_session_auth_hash(),
        created_at=now,
        used_at=now,
        idle_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=2),
    )


def _asked(ada: User, now: datetime) -> dict[str, str]:
    application = RoleApplication.objects.create(person=ada, role=Role.SELLER, facts={}, applied_at=now, changed_at=now)
    proof = Verification.objects.create(person=ada, what=Verification.What.DOMAIN, shown_as="harbour.example", at=now)
    export = DataExport.objects.create(
        person=ada,
        state=DataExport.State.READY,
        path="nowhere.zip",
        requested_at=now,
        ready_at=now,
        expires_at=now + timedelta(days=1),
    )
    return {"application": application.public_id, "proof": proof.public_id, "export": export.public_id}


def prove_freshly(browser: Client) -> None:
    """As if this browser had just signed in with both factors: what it is refused is for no want of those."""
    session = browser.session
    proofs = [{"method": "password", "at": time.time()}, {"method": "mfa", "type": "webauthn", "at": time.time()}]
    session["account_authentication_methods"] = proofs
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def _credential() -> str:
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())  # type: ignore[no-untyped-call]
    return websafe_encode(bytes(AttestedCredentialData.create(b"\0" * 16, b"walk", public)))


def account_samples() -> dict[str, Callable[[Any], Any]]:
    """They are looked up in the world that `make_account` added them to."""
    return {f"account.{name}": partial(_made, name) for name in NAMES}


def _made(name: str, world: Any) -> Any:
    return world.made[name]

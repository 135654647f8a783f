"""Passkeys (WebAuthn): the browser signs a challenge that is asked once, for this very origin.

What fido2 leaves to its caller is asked here: the exact origin, one use of a challenge for the purpose it was made
for, and a counter that only rises, so that a copied key is noticed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from project.accounts.models import User
from project.accounts.security.clients import Client
from project.accounts.security.telling import notice
from project.base.errors import Refusal

LIFE = timedelta(minutes=10)
WEBAUTHN = Authenticator.Type.WEBAUTHN
type Answer = dict[str, Any]
type State = dict[str, Any]


class Purpose(StrEnum):
    """What a challenge was made for: it is good for nothing else."""

    ADD = "add"
    SIGN_IN = "sign_in"
    SECOND = "second"
    CONFIRM = "confirm"


class PasskeyRefused(Refusal):
    """The answer does not fit: another challenge, origin or key, or a counter that does not rise."""

    status = 422
    message = _("This passkey was not accepted. Try again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Us, as browsers know us: the host that keys are bound to, and the one origin they may answer from."""

    host: str
    origin: str

    def server(self) -> Fido2Server:
        """The verifier for this origin alone."""
        entity = PublicKeyCredentialRpEntity(id=self.host, name="Rialto")
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


def begin_adding(*, user: User, party: Party, now: datetime) -> tuple[Answer, State]:
    """What the browser is asked for a new key, and what to keep until it answers."""
    entity = PublicKeyCredentialUserEntity(
        id=user.public_id.encode(), name=str(user.email), display_name=str(user) or str(user.email)
    )
    options, state = party.server().register_begin(
        entity,
        credentials=[_stored(row) for row in passkeys_of(user.pk)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
        extensions={"credProps": True},
    )
    return dict(options), _kept(state, Purpose.ADD, now)


def read_new(*, state: State | None, answer: Answer, party: Party, now: datetime) -> dict[str, Any]:
    """What to store of a new key. Raises `PasskeyRefused`."""
    try:
        made = party.server().register_complete(_asked(state, Purpose.ADD, now), answer)
        told = answer.get("clientExtensionResults", {}).get("credProps", {}).get("rk")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused from error
    return _facts(made, alone=bool(told))


def begin_proof(*, user: User | None, purpose: Purpose, party: Party, now: datetime) -> tuple[Answer, State]:
    """What the browser is asked to sign; whoever signs in by the key alone has to show themselves to it."""
    alone = purpose is Purpose.SIGN_IN
    verified = UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED
    known = [_stored(row) for row in passkeys_of(user.pk)] if user else None
    options, state = party.server().authenticate_begin(known, user_verification=verified)
    return dict(options), _kept(state, purpose, now)


def use_passkey(
    *,
    user: User | None,
    state: State | None,
    purpose: Purpose,
    answer: Answer,
    party: Party,
    client: Client,
    now: datetime,
) -> Authenticator:
    """The passkey that signed; without a `user` it says itself whose it is. Raises `PasskeyRefused`."""
    try:
        proof = AuthenticationResponse.from_dict(answer)
        owner = user or _named_by(proof)
        with transaction.atomic():
            factor = _locked(owner, proof.raw_id)
            party.server().authenticate_complete(_asked(state, purpose, now), [_stored(factor)], answer)
            rises = _count(factor, proof.response.authenticator_data.counter, now)
            if not rises:
                notice(owner, "passkey_doubted", client, now, name=factor.data["name"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused from error
    if not rises:
        raise PasskeyRefused
    return factor


def passkeys_of(user_id: int) -> list[Authenticator]:
    """All of a person's, the oldest first."""
    return list(Authenticator.objects.filter(user_id=user_id, type=WEBAUTHN).order_by("pk"))


def _kept(state: Any, purpose: Purpose, now: datetime) -> State:
    verification = state["user_verification"]
    return {
        "challenge": state["challenge"],
        "user_verification": verification.value if verification else None,
        "purpose": purpose.value,
        "until": (now + LIFE).timestamp(),
    }


def _asked(state: State | None, purpose: Purpose, now: datetime) -> State:
    if state is None or state["purpose"] != purpose.value or state["until"] < now.timestamp():
        raise PasskeyRefused
    return state


def _facts(made: AuthenticatorData, *, alone: bool) -> dict[str, Any]:
    if made.credential_data is None:
        raise PasskeyRefused
    return {"credential": websafe_encode(bytes(made.credential_data)), "count": made.counter, "alone": alone}


def _stored(row: Authenticator) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.data["credential"]))


def _named_by(proof: AuthenticationResponse) -> User:
    handle = proof.response.user_handle or b""
    owner = User.objects.filter(public_id=handle.decode("ascii"), is_active=True).first()
    if owner is None:
        raise PasskeyRefused
    return owner


def _locked(owner: User, credential_id: bytes) -> Authenticator:
    for row in Authenticator.objects.select_for_update().filter(user_id=owner.pk, type=WEBAUTHN):
        if _stored(row).credential_id == credential_id:
            row.user = owner
            return row
    raise PasskeyRefused


def _count(factor: Authenticator, count: int, now: datetime) -> bool:
    """Whether the counter rose; keys that are kept in step over several devices always say 0."""
    before = factor.data["count"]
    if (count or before) and count <= before:
        return False
    factor.data["count"] = count
    factor.last_used_at = now
    factor.save(update_fields=["data", "last_used_at"])
    return True

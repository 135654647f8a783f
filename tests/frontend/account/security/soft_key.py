"""A passkey in software: it signs what it is asked, and lies about whatever a test wants it to."""

import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cbor import encode
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

ORIGIN = "http://testserver"
PRESENT, VERIFIED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UV


@dataclass
class SoftKey:
    """One key. `count` is what it will say next; 0 for keys that do not count."""

    count: int = 1
    credential_id: bytes = b"soft-key-of-ada-"
    user_handle: str = ""
    private: Any = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def make(self, options: dict[str, Any], *, origin: str = ORIGIN) -> dict[str, Any]:
        """The answer to a request for a new key."""
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.private.public_key())  # type: ignore[no-untyped-call]
        held = AttestedCredentialData.create(b"\0" * 16, self.credential_id, public)
        data = self._data(asked["rp"]["id"], PRESENT | VERIFIED | AuthenticatorData.FLAG.AT, bytes(held))
        told = {"attestationObject": encode({"fmt": "none", "attStmt": {}, "authData": data})}
        told["clientDataJSON"] = _client_data("webauthn.create", asked["challenge"], origin)
        return self._answer(told, {"credProps": {"rk": True}})

    def sign(
        self, options: dict[str, Any], *, origin: str = ORIGIN, challenge: str = "", flags: int = PRESENT | VERIFIED
    ) -> dict[str, Any]:
        """The answer to a request for a proof."""
        asked = options["publicKey"]
        data = self._data(asked["rpId"], flags)
        client = _client_data("webauthn.get", challenge or asked["challenge"], origin)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ECDSA(SHA256()))
        told = {"authenticatorData": data, "clientDataJSON": client, "signature": signature}
        answer = self._answer(told, {})
        answer["response"]["userHandle"] = self.user_handle
        return answer

    def _data(self, host: str, flags: int, held: bytes = b"") -> bytes:
        head = hashlib.sha256(host.encode()).digest() + struct.pack(">BI", flags, self.count)
        self.count += 1 if self.count else 0
        return head + held

    def _answer(self, told: dict[str, bytes], extensions: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.credential_id)
        response: dict[str, Any] = {key: websafe_encode(value) for key, value in told.items()}
        return {
            "id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": extensions
        }  # fmt: skip


def begin(browser: Client, purpose: str) -> dict[str, Any]:
    """What the server asks to be signed."""
    place = "/account/security/passkey/begin/" if purpose == "add" else f"/account/passkey/{purpose}/"
    answer = browser.post(place)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def add_key(browser: Client, *, count: int = 1, name: str = "Blue key") -> SoftKey:
    """Register a new key for who is signed in here."""
    key = SoftKey(count=count)
    made = json.dumps(key.make(begin(browser, "add")))
    answer = browser.post("/account/security/passkey/", {"name": name, "credential": made})
    assert answer.status_code in {200, 302}, answer.text
    return key


def _client_data(kind: str, challenge: str, origin: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

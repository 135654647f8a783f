"""The header that proves a webhook: a time, and the HMAC of time and body under the endpoint's secret."""

import hashlib
import hmac


def signature(body: bytes, *, secret: str, at: int) -> str:
    """The value of `Stripe-Signature`."""
    signed = hmac.new(secret.encode(), b"%d.%s" % (at, body), hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"

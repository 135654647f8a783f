"""Whether an event comes from Stripe: signature over the raw body, and a time within five minutes of ours."""

import json
from collections.abc import Sequence
from datetime import datetime

import stripe
from django.conf import settings

from market.payments.stripe.facts import Told
from market.payments.stripe.reading import told_of

TOLERANCE_SECONDS = 300


class NotFromProvider(Exception):
    """Forged, too old, from the future, or of no secret of ours; the argument says which, for the log."""


def read_event(body: bytes, header: str, *, now: datetime) -> Told:
    """The event that was sent; raises `NotFromProvider`. Several secrets are tried: one may be on its way out."""
    secrets = [secret for secret in settings.STRIPE["webhook_secrets"] if secret.strip()]
    if not secrets:
        raise NotFromProvider("no secret is set")
    _ask_time(header, now)
    _ask_signature(body, header, secrets)
    try:
        return told_of(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotFromProvider("signed, and no event") from error


def _ask_time(header: str, now: datetime) -> None:
    # The library lets times of the future pass: who could set one would make an event that never grows old.
    times = [part[2:] for part in header.split(",") if part.startswith("t=")]
    if len(times) != 1 or not times[0].isdecimal() or len(times[0]) > 12:
        raise NotFromProvider("no time")
    if abs(now.timestamp() - int(times[0])) > TOLERANCE_SECONDS:
        raise NotFromProvider("not of now")


def _ask_signature(body: bytes, header: str, secrets: Sequence[str]) -> None:
    for secret in secrets:
        try:
            # The time was asked above, by the clock that we are told.
            stripe.WebhookSignature.verify_header(body, header, secret, tolerance=None)
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            continue
        return
    raise NotFromProvider("signature")

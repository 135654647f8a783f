"""What can go wrong with a provider, sorted by what is to be done: give up, come again, or look first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import stripe

# The request never left, or was turned away before anything was done.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
TURNED_AWAY = (stripe.AuthenticationError, stripe.PermissionError, stripe.RateLimitError)
BROKEN = 500
WELL = range(200, 300)
CONFLICT = 409
UNKNOWN = 599


class ProviderError(Exception):
    """Something went wrong at the provider's; `code` is its word for it. Never holds what was sent."""

    def __init__(self, says: str, *, code: str = "") -> None:
        super().__init__(says)
        self.code = code


class ProviderRefused(ProviderError):
    """Terminal: asked so, it will never be done. Nothing was."""


class ProviderBusy(ProviderError):
    """Retryable: nothing was done; the same may be asked again, under the same key."""


class ProviderSilent(ProviderError):
    """Unknown: it may have been done. Look before you create."""


class ProviderFailed(ProviderSilent):
    """Unknown, and told so for ever: a 500 is kept under its key. Look; what is not there is asked under another."""


@contextmanager
def sorted_errors() -> Iterator[None]:
    """Raise one of ours for whatever the library raises."""
    try:
        yield
    except stripe.StripeError as error:
        raise _sorted(error) from error


def _sorted(error: stripe.StripeError) -> ProviderError:
    says = f"{type(error).__name__} {error.http_status or ''} {error.code or ''}".strip()
    more: dict[str, Any] = {"code": error.code or ""}
    if isinstance(error, stripe.APIConnectionError):
        return (ProviderBusy if _was_never_sent(error) else ProviderSilent)(says, **more)
    if isinstance(error, TURNED_AWAY):
        return ProviderBusy(says, **more)
    status = error.http_status or UNKNOWN
    if status == BROKEN:
        return ProviderFailed(says, **more)
    # Another request under this key is still running, or ran with other parameters; or a gateway gave up waiting for
    # one that goes on: it is asked again under the same key, which alone keeps it from being done twice.
    # And what was answered well and cannot be read was done.
    if status > BROKEN or status in {CONFLICT, *WELL} or isinstance(error, stripe.IdempotencyError):
        return ProviderSilent(says, **more)
    return ProviderRefused(says, **more)


def _was_never_sent(error: BaseException) -> bool:
    cause = error.__cause__
    while cause is not None:
        if isinstance(cause, NEVER_SENT):
            return True
        cause = cause.__cause__
    return False

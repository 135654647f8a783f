"""Answers kept under an `Idempotency-Key` for a day: what was done once is told again, even when it was a 500."""

import threading
from dataclasses import dataclass
from typing import Any

from market.payments.sandbox import moments, store, wire
from market.payments.sandbox.errors import StripeError

DAY = 86_400
LONGEST = 255
_lock = threading.Lock()
_under_way: set[str] = set()


@dataclass(frozen=True)
class Answered:
    """An answer as it is kept."""

    status: int
    body: dict[str, Any]
    request_id: str


def take(key: str) -> None:
    """Hold a key while its request is worked on; refused while another one holds it."""
    if len(key) > LONGEST:
        raise StripeError("Idempotency keys may be up to 255 characters long.", executed=False)
    with _lock:
        if key in _under_way:
            raise StripeError(
                "There is currently another in-progress request using this Idempotent Key (that probably means you "
                f"submitted twice, and the other request is still going through): {key}. Please try again later.",
                status=409,
                code="idempotency_key_in_use",
                executed=False,
            )
        _under_way.add(key)


def release(key: str) -> None:
    """Let go of a key."""
    with _lock:
        _under_way.discard(key)


def kept_answer(key: str, request: str) -> Answered | None:
    """What was answered under this key; refused for another request than then."""
    rows = store.store().rows(
        "SELECT request, status, body, request_id FROM keys WHERE key = ? AND created > ?",
        *(key, moments.exact_now() - DAY),
    )
    if not rows:
        return None
    if rows[0][0] != request:
        raise StripeError(
            "Keys for idempotent requests can only be used with the same parameters they were first used with. Try "
            f"using a key other than '{key}' if you meant to execute a different request.",
            kind="idempotency_error",
            executed=False,
        )
    return Answered(rows[0][1], wire.read(rows[0][2]), rows[0][3])


def keep_answer(key: str, request: str, answer: Answered) -> None:
    """Keep an answer; one that was forgotten by now is written over."""
    store.store().rows(
        "INSERT OR REPLACE INTO keys (key, request, status, body, request_id, created) VALUES (?, ?, ?, ?, ?, ?)",
        *(key, request, answer.status, wire.write(answer.body), answer.request_id, moments.exact_now()),
    )

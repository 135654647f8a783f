"""When a push is tried again, and when an endpoint is given up: pure functions of what happened so far."""

from datetime import datetime, timedelta

# Short waits first: a restart over there should not delay a game; then longer ones for as long as it stays away.
WAITS = (2, 5, 15, 60, 300, 900, 1800, 3600)
LONGEST_WAIT = 3600
GIVEN_UP_AFTER = timedelta(hours=120)
# An endpoint that answers and says no will not change its mind about this one; those behind it must not wait for days.
REFUSALS = 5
GONE = 410
ASKS_TO_WAIT = frozenset({408, 425, 429})


def is_taken(status: int) -> bool:
    """Whether this answer says that the event arrived; a redirect does not, and is not followed."""
    return 200 <= status < 300


def is_refusal(status: int) -> bool:
    """Whether the endpoint works and does not want this event."""
    return 400 <= status < 500 and status not in ASKS_TO_WAIT


def wait_after(failures: int, retry_after: float | None = None) -> timedelta:
    """How long to wait after so many failures in a row; the other side may ask for more, within an hour."""
    wait = WAITS[min(failures, len(WAITS)) - 1]
    return timedelta(seconds=min(LONGEST_WAIT, max(wait, retry_after or 0)))


def is_given_up(*, failing_since: datetime, now: datetime) -> bool:
    """Whether an endpoint that has failed since then is switched off."""
    return now - failing_since >= GIVEN_UP_AFTER

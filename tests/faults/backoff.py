"""When a reader tries again: the browser's rule (`live/backoff.js`), on a clock that runs faster."""

import random

# A browser spreads its return over a second and waits up to thirty: a run has less time.
PACE = 0.25
MOST_SECONDS = 8.0
STABLE_SECONDS = 60.0


def stops(code: int) -> bool:
    """Whether this close code forbids coming back."""
    return 4000 <= code < 4100


def waits(code: int) -> bool:
    """Whether this close code asks for its whole window."""
    return 4100 <= code < 4200


def delay_before(attempt: int, rng: random.Random) -> float:
    """Full jitter: the first attempt within a second of the browser's clock, then up to a doubling bound."""
    bound = 1.0 if attempt == 0 else min(MOST_SECONDS, 0.5 * 2.0 ** min(attempt, 10))
    return PACE * rng.uniform(0, bound)


def delay_after_close(code: int, window: float, attempt: int, rng: random.Random) -> float:
    """Seconds until the next attempt; the window of a `bye` spreads everybody's return."""
    if waits(code):
        return (window or 5) * rng.uniform(1, 1.2)
    if window and attempt == 0:
        return rng.uniform(0, window)
    return delay_before(attempt, rng)

"""How the sandbox misbehaves now; only tests tell it to, and a new start forgets it."""

import time
from dataclasses import dataclass


@dataclass
class Moods:
    """Each line is one way of going wrong; times are of the real clock."""

    api_down_until: float = 0.0
    api_down_how: str = "503"
    api_slow_seconds: float = 0.0
    # So many of the next writing requests are done, and answered with a 500 or not at all.
    break_after: int = 0
    break_how: str = "500"
    # So many of the next requests are turned away as too many.
    too_many: int = 0
    webhooks_down_until: float = 0.0
    webhooks_held: bool = False
    webhooks_dropped: int = 0
    webhook_copies: int = 1
    retry_seconds: float = 1.0
    webhook_url: str = ""
    # How long what a bank does later takes: disputes, debits, refunds.
    later_seconds: int = 2

    def api_is_down(self) -> bool:
        """Whether the API answers nobody."""
        return time.time() < self.api_down_until

    def webhooks_are_down(self) -> bool:
        """Whether nothing is delivered."""
        return time.time() < self.webhooks_down_until

    def is_dropped(self) -> bool:
        """Whether the next delivery is lost; counts it."""
        if self.webhooks_dropped:
            self.webhooks_dropped -= 1
            return True
        return False


_moods = [Moods()]


def moods() -> Moods:
    """The present ones."""
    return _moods[0]


def calm_down(*, webhook_url: str) -> None:
    """Behave again."""
    _moods[0] = Moods(webhook_url=webhook_url)

"""Two operators press at one board at once, as long as is asked: what each was told, to be held against the rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = (Path(__file__).parent / "hammer.js").read_text(encoding="utf-8")
SCORER = [
    *(
        f'[data-side={team}] [data-command*=\'"kind":"{kind}"\']'
        for team in ("home", "away")
        for kind in ("score", "miss")
    ),
    *(f"[data-means=foul-{team}]" for team in ("home", "away")),
    '[data-side=home] [data-command*=\'"kind":"rebound"\']',
    "[data-means=undo]",
    "[data-means=arrow]",
]
TIMER = [
    "[data-means=clock]",
    "[data-means=clock]",
    '[data-command*=\'"to":"full"\']',
    '[data-command*=\'"to":"short"\']',
    "[data-means=shot]",
    '[data-side=away] [data-command*=\'"kind":"timeout"\']',
]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one operator's console was answered, press by press, and what it showed."""

    sent: list[dict[str, Any]]
    presses: int
    done: int
    refused: int
    conflicts: int
    others: int

    @property
    def accepted(self) -> list[str]:
        """The ids of the commands that were answered as done."""
        return [one["id"] for one in self.sent if one["status"] == 200]

    def refusals(self, code: str) -> int:
        """How many commands were refused for this reason."""
        return sum(1 for one in self.sent if one["code"] == code)


def hammer(scorer: Page, timer: Page, *, seconds: float, pause_ms: int = 120) -> tuple[Told, Told]:
    """Let both press at random, and answer what they are asked, until everything they sent was answered."""
    begun = [_begin(scorer, SCORER, seconds, pause_ms), _begin(timer, TIMER, seconds, pause_ms)]
    return _told(begun[0]), _told(begun[1])


def _begin(page: Page, buttons: list[str], seconds: float, pause_ms: int) -> Page:
    settings = {"seconds": seconds, "buttons": buttons, "dialogs": True, "pauseMs": pause_ms}
    # Not awaited here: both must press at the same time.
    page.evaluate(f"(settings) => {{ window.hammered = ({SCRIPT})(settings); }}", settings)
    return page


def _told(page: Page) -> Told:
    return Told(**page.evaluate("() => window.hammered"))

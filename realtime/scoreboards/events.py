"""What a board announces: its new state, and the play that led to it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from realtime.events import Event


@dataclass(frozen=True, kw_only=True)
class BoardChanged(Event):
    """A board's whole public state after a command."""

    name: ClassVar[str] = "board.changed"
    slug: str
    state: dict[str, Any]

    @property
    def topic(self) -> str:
        """The board's figures."""
        return f"board.{self.slug}"

    def data(self) -> dict[str, Any]:
        """The state itself: it replaces what a watcher had."""
        return self.state


@dataclass(frozen=True, kw_only=True)
class PlayRecorded(Event):
    """One more line of the play-by-play; an undo says from where on plays no longer count."""

    name: ClassVar[str] = "play.recorded"
    slug: str
    play: dict[str, Any]

    @property
    def topic(self) -> str:
        """The board's play-by-play."""
        return f"plays.{self.slug}"

    def data(self) -> dict[str, Any]:
        """The play."""
        return self.play


@dataclass(frozen=True, kw_only=True)
class PlayRevised(Event):
    """A line of the play-by-play that changes earlier ones: `revisions.fold_play` says what becomes of a page."""

    name: ClassVar[str] = "play.revised"
    slug: str
    revision: dict[str, Any]

    @property
    def topic(self) -> str:
        """The board's play-by-play."""
        return f"plays.{self.slug}"

    def data(self) -> dict[str, Any]:
        """The line, an inserted one and its place, and what else is different now."""
        return self.revision

"""What a board announces: its new state, the play that led to it, and who sits at its table."""

from dataclasses import dataclass
from typing import Any, ClassVar

from realtime.events import Event


def plays_topic(slug: str) -> str:
    """The topic of a board's play-by-play, which pushes follow too."""
    return f"plays.{slug}"


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
        return plays_topic(self.slug)

    def data(self) -> dict[str, Any]:
        """The play."""
        return self.play


@dataclass(frozen=True, kw_only=True)
class TableChanged(Event):
    """The whole table of a board: its operators, its seats, and until when each is held or asked for."""

    name: ClassVar[str] = "table.changed"
    slug: str
    table: dict[str, Any]

    @property
    def topic(self) -> str:
        """The board's table, for its operators."""
        return f"table.{self.slug}"

    def data(self) -> dict[str, Any]:
        """The table itself: it replaces what a watcher had."""
        return self.table


@dataclass(frozen=True, kw_only=True)
class BoxChanged(Event):
    """A board's whole box score after a command that changed it."""

    name: ClassVar[str] = "box.changed"
    slug: str
    box: dict[str, Any]

    @property
    def topic(self) -> str:
        """The board's box score."""
        return f"box.{self.slug}"

    def data(self) -> dict[str, Any]:
        """The box score: it replaces what a watcher had."""
        return self.box


@dataclass(frozen=True, kw_only=True)
class PlayRevised(Event):
    """A line of the play-by-play that changes earlier ones: `revisions.fold_play` says what becomes of a page."""

    name: ClassVar[str] = "play.revised"
    slug: str
    revision: dict[str, Any]

    @property
    def topic(self) -> str:
        """The board's play-by-play."""
        return plays_topic(self.slug)

    def data(self) -> dict[str, Any]:
        """The line, an inserted one and its place, and what else is different now."""
        return self.revision

"""Who is there: each process counts its own listeners, Valkey adds the processes up, and listeners hear the sum."""

from collections.abc import Callable

from realtime.hub import answers
from realtime.hub.hub import Hub

REFRESH_SECONDS = 10.0


class Presence:
    """Counts of listeners for the kinds that show them. Ephemeral: wrong for seconds, never stored."""

    def __init__(self, hub: Hub, tell: Callable[[str, int], None]) -> None:
        self._hub = hub
        self._tell = tell
        self._changed: set[str] = set()
        self._newcomers: set[str] = set()
        self._sums: dict[str, int] = {}
        self._refresh_at = 0.0

    def came(self, topic: str) -> None:
        """A listener joined: it wants to know, even if the sum is what it was."""
        self._changed.add(topic)
        self._newcomers.add(topic)

    def left(self, topic: str) -> None:
        """A listener left."""
        self._changed.add(topic)

    def tick(self, now: float) -> None:
        """Tell what changed; all of it now and then, because what was told expires."""
        topics = self._changed
        if now >= self._refresh_at:
            self._refresh_at = now + REFRESH_SECONDS
            topics = topics | {topic for topic, stream in self._hub.streams.items() if stream.kind.presence}
        self._changed = set()
        for topic in topics:
            self._tell(topic, self._here(topic))

    def _here(self, topic: str) -> int:
        stream = self._hub.streams.get(topic)
        if stream is None:
            self._sums.pop(topic, None)
            return 0
        return len({socket.visitor.public_id or socket.id for socket in (*stream.live, *stream.paused)})

    def told(self, topic: str, everywhere: int) -> None:
        """The sum over all processes: announced when it changed or somebody has not heard it yet."""
        if topic not in self._hub.streams:
            return
        if self._sums.get(topic) != everywhere or topic in self._newcomers:
            self._sums[topic] = everywhere
            self._newcomers.discard(topic)
            self._hub.signal(topic, answers.signal(topic, "presence", {"count": everywhere}, None))

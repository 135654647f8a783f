"""Many readers in one thread, who note the positions of every topic and acknowledge what they read."""

import json
import re
import selectors
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from tests.realtime.raw import TEXT, Gone, Wire, frame
from tests.site import Site

HEAD = re.compile(rb'\{"type":"event","topic":"([^"]+)","seq":(\d+)')
ACKNOWLEDGED_EVERY = 3


class Reader:
    """One of them. `seen` are the positions by topic in the order of arrival, `unasked` the answers not asked for."""

    def __init__(self, site: Site, topics: list[str], *, receive_buffer: int | None = None) -> None:
        self.wire = Wire(site, receive_buffer=receive_buffer).__enter__()
        assert self.wire.shake_hands() == 101
        self.acknowledges = bool(self.wire.hear("welcome")["ack"])
        self.count = 1
        self.seen: defaultdict[str, list[int]] = defaultdict(list)
        self.joined: set[str] = set()
        self.unasked: dict[str, dict[str, Any]] = {}
        for number, topic in enumerate(topics):
            self.wire.send(_message(type="subscribe", id=number, topic=topic))

    def close(self) -> None:
        """Vanish."""
        self.wire.tcp.close()

    def read_until(self, satisfied: Callable[[], bool], *, seconds: float = 20.0) -> None:
        """Read on until that is so; `TimeoutError` when nothing more comes or time is up."""
        deadline = time.monotonic() + seconds
        while not satisfied():
            if time.monotonic() > deadline:
                raise TimeoutError
            self.read()

    def read(self) -> None:
        """Take what has come, and note the frames that are complete."""
        data = self.wire.tcp.recv(1 << 20)
        if not data:
            raise Gone
        self.wire.buffer += data
        while (message := self._complete()) is not None:
            self.count += 1
            self._note(message)
            if self.acknowledges and self.count % ACKNOWLEDGED_EVERY == 0:
                self.wire.send(_message(type="ack", count=self.count))

    def _complete(self) -> bytes | None:
        head = self.wire.buffer[:10]
        if len(head) < 2:
            return None
        width = {126: 2, 127: 8}.get(head[1], 0)
        size = int.from_bytes(head[2 : 2 + width]) if width else head[1]
        if len(head) < 2 + width or len(self.wire.buffer) < 2 + width + size:
            return None
        return self.wire.next_frame()[1]

    def _note(self, message: bytes) -> None:
        if found := HEAD.match(message):
            self.seen[found[1].decode()].append(int(found[2]))
        elif message.startswith(b'{"type":"subscribed"'):
            answer = json.loads(message)
            self.joined.add(answer["topic"])
            if answer["id"] is None:
                self.unasked[answer["topic"]] = answer
            for event in answer.get("events", []):
                self.seen[answer["topic"]].append(event["seq"])


class Crowd:
    """Readers of the same topics, reading as fast as one thread can."""

    def __init__(self, site: Site, size: int, topics: list[str]) -> None:
        self.readers = [Reader(site, topics) for _ in range(size)]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()
        for reader in self.readers:
            reader.close()

    def wait_for(self, topic: str, seq: int, *, seconds: float = 10.0) -> None:
        """Until everyone has seen this position; `TimeoutError` when that takes too long."""
        deadline = time.monotonic() + seconds
        while not all(reader.seen[topic][-1:] == [seq] for reader in self.readers):
            if time.monotonic() > deadline:
                raise TimeoutError(f"not everyone has seen {topic}#{seq}")
            time.sleep(0.001)

    def _read(self) -> None:
        with selectors.DefaultSelector() as ready:
            for reader in self.readers:
                ready.register(reader.wire.tcp, selectors.EVENT_READ, reader)
            while not self._ended.is_set():
                for chosen, _events in ready.select(timeout=0.1):
                    try:
                        chosen.data.read()
                    except (Gone, OSError):
                        ready.unregister(chosen.fileobj)


def _message(**fields: object) -> bytes:
    return frame(TEXT, json.dumps(fields).encode())

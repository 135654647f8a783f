"""The load client's process: thousands of sockets on one epoll, commanded line by line over standard input."""

import json
import os
import random
import resource
import select
import time
from collections.abc import Callable, Sequence
from io import FileIO
from typing import Any

from tests.bench.member import Member, Sample

CONNECTING_AT_ONCE = 128
RETRY_WITHIN_SECONDS = 1.0


class Crowd:
    """All sockets of one run, and the answers owed to whoever commands them."""

    def __init__(self) -> None:
        self.poll = select.epoll()
        self.orders = FileIO(0)
        self.members: list[Member] = []
        self.by_fd: dict[int, Member] = {}
        self.waiting: list[tuple[float, Member]] = []
        self.arrivals: dict[int, int] = {}
        self.samples: list[Sample] = []
        self.opening = self.joined = self.joins = self.refused = self.sources = 0
        self.awaited: Callable[[], dict[str, Any] | None] | None = None
        self.deadline = 0.0
        self.resuming = False

    def run(self) -> None:
        """Serve commands until standard input ends."""
        self.poll.register(0, select.EPOLLIN)
        while True:
            self._start_due()
            for fd, event in self.poll.poll(0.02 if self.waiting or self.awaited else 1.0, 4096):
                if fd == 0:
                    if not (line := self.orders.readline()):
                        return
                    self._obey(json.loads(line))
                elif member := self.by_fd.get(fd):
                    self._serve(fd, event, member)
            self._answer()

    def _obey(self, order: dict[str, Any]) -> None:
        name = order.pop("do")
        self.deadline = time.monotonic() + order.pop("within", 30.0)
        getattr(self, f"do_{name}")(**order)

    def do_connect(self, count: int, cookies: Sequence[str] = (), **options: Any) -> None:
        """Add `count` sockets; answered when all of them have joined."""
        started, step = time.monotonic(), max(1, count // 100)
        for number in range(count):
            sampled = self.samples if number % step == 0 else None
            mine = {**options, "headers": {**options["headers"], "Cookie": cookies[number]}} if cookies else options
            member = Member(mine, self.arrivals, sampled)
            self.members.append(member)
            self.waiting.append((0.0, member))
        self.awaited = lambda: self._all_joined(started)

    def do_resume(self) -> None:
        """Every lost connection is made again from now on; answered when everybody has joined once more."""
        started, self.resuming = time.monotonic(), True
        enough = self.joins + len(self.members)
        self.awaited = lambda: self._all_joined(started) if self.joins >= enough else None

    def do_expect(self, through: int) -> None:
        """Answered when every socket has received the number `through`."""
        self.awaited = lambda: {"through": through} if self.arrivals.get(through, 0) >= len(self.members) else None

    def do_report(self, through: int) -> None:
        """Answered at once with what was received and what was not."""
        tallies = [member.tally for member in self.members]
        greetings = [member.greeting for member in self.members]
        self._say(
            received=sum(one.received for one in tallies),
            lost=sum(one.lost(through) for one in tallies),
            doubled=sum(one.doubled for one in tallies),
            disordered=sum(one.disordered for one in tallies),
            recovered=sum(getattr(one, "recovered", None) is True for one in greetings),
            samples=self.samples,
        )
        self.samples.clear()

    def _all_joined(self, started: float) -> dict[str, Any] | None:
        if self.joined < len(self.members):
            return None
        base = max(member.tally.last for member in self.members)
        return {"joined": self.joined, "seconds": time.monotonic() - started, "refused": self.refused, "base": base}

    def _start_due(self) -> None:
        now = time.monotonic()
        while self.waiting and self.opening < CONNECTING_AT_ONCE and self.waiting[0][0] <= now:
            _, member = self.waiting.pop(0)
            self.sources += 1
            fd = member.connect(f"127.0.{self.sources // 1000 % 250}.{self.sources % 250 + 2}")
            self.by_fd[fd] = member
            self.opening += 1
            self.poll.register(fd, select.EPOLLOUT)

    def _serve(self, fd: int, event: int, member: Member) -> None:
        was_joined = member.greeting.joined
        try:
            if member.stage == "connecting":
                member.greet()
                self.poll.modify(fd, select.EPOLLIN)
            else:
                data = os.read(fd, 16384)
                if not data:
                    raise ConnectionResetError
                member.advance(data)
        except OSError as problem:
            member.greeting.joined = was_joined
            self._lost(fd, member, problem)
            return
        if member.greeting.joined and not was_joined:
            self.opening -= 1
            self.joined += 1
            self.joins += 1

    def _lost(self, fd: int, member: Member, problem: OSError) -> None:
        if member.greeting.joined:
            self.joined -= 1
        else:
            self.opening -= 1
            self.refused += 1
        self.poll.unregister(fd)
        del self.by_fd[fd]
        member.stage, member.greeting.joined = "closed", False
        if self.refused > 50 * len(self.members) or not (self.resuming or self.refused < 100):
            self._say(error=f"{problem!r} after {self.refused} refusals, {self.joined} joined")
            self.awaited = None
            return
        self.waiting.append((time.monotonic() + random.uniform(0, RETRY_WITHIN_SECONDS), member))
        self.waiting.sort(key=lambda due: due[0])

    def _answer(self) -> None:
        if self.awaited is None:
            return
        answer = self.awaited()
        if answer is None and time.monotonic() > self.deadline:
            answer = {"error": f"timed out with {self.joined} of {len(self.members)} joined"}
        if answer is not None:
            self.awaited = None
            self._say(**answer)

    def _say(self, **answer: Any) -> None:
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    Crowd().run()

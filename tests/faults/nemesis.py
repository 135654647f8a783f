"""Everything that can go wrong, one kind after another in an order that a seed decides."""

import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.faults.crowd import Crowd
from tests.faults.ground import Ground
from tests.faults.programs import Program, Web
from tests.faults.proxy import Proxy


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    """What can be harmed."""

    ground: Ground
    webs: list[Web]
    worker: Program
    proxies: list[Proxy]
    crowd: Crowd
    epoch: Program


class Nemesis:
    """Does harm and undoes it; `done` counts by kind. `outage` is the longest time that something stays away."""

    def __init__(self, victims: Victims, rng: random.Random, *, outage: float) -> None:
        self.victims, self.rng, self.outage = victims, rng, outage
        self.done: Counter[str] = Counter()
        ground = victims.ground
        self.kinds: dict[str, Callable[[], None]] = {
            "web killed": self._web_killed,
            "web drained": self._web_drained,
            "web paused": self._web_paused,
            "worker killed": self._worker_killed,
            "valkey stopped": lambda: self._away(ground.stop_valkey, ground.start_valkey),
            "valkey killed": lambda: self._away(ground.kill_valkey, ground.start_valkey),
            "postgres stopped": lambda: self._away(ground.stop_postgres, ground.start_postgres),
            "postgres crashed": lambda: self._away(ground.crash_postgres, ground.start_postgres),
            "postgres killed": lambda: self._away(ground.kill_postgres, ground.start_postgres),
            "network cut": self._network_cut,
            "network half closed": self._network_half_closed,
            "network slow": self._network_slow,
            "network silent": self._network_silent,
            "epoch renewed": victims.epoch.run,
        }

    def strike(self, kind: str) -> None:
        """Do one kind of harm; everything runs again when this returns."""
        self.kinds[kind]()
        self.done[kind] += 1

    def order(self) -> Iterator[str]:
        """Kinds for ever: every one of them before any comes again."""
        while True:
            yield from self.shuffled(self.kinds)

    def shuffled(self, kinds: Iterable[str]) -> list[str]:
        """These kinds, once each, in an order of our own."""
        wanted = list(kinds)
        self.rng.shuffle(wanted)
        return wanted

    def _away(self, end: Callable[[], None], start: Callable[[], None]) -> None:
        end()
        self._wait()
        start()

    def _wait(self) -> None:
        time.sleep(self.rng.uniform(0.1, 1) * self.outage)

    def _web_killed(self) -> None:
        web = self.rng.choice(self.victims.webs)
        self._away(web.kill, web.start)

    def _web_drained(self) -> None:
        web = self.rng.choice(self.victims.webs)
        self._away(web.drain, web.start)

    def _web_paused(self) -> None:
        web = self.rng.choice(self.victims.webs)
        web.signal(signal.SIGSTOP)
        try:
            time.sleep(2)
        finally:
            web.signal(signal.SIGCONT)

    def _worker_killed(self) -> None:
        self._away(self.victims.worker.kill, self.victims.worker.start)

    def _network_cut(self) -> None:
        for proxy in self.victims.proxies:
            self.victims.crowd.call(proxy.cut())

    def _network_half_closed(self) -> None:
        for proxy in self.victims.proxies:
            self.victims.crowd.call(proxy.half_close())

    def _network_slow(self) -> None:
        proxies, call = self.victims.proxies, self.victims.crowd.call
        for proxy in proxies:
            call(proxy.slow(0.2))
        time.sleep(2 + self.rng.uniform(0.1, 1) * self.outage)
        for proxy in proxies:
            call(proxy.slow(0))

    def _network_silent(self) -> None:
        proxy, call = self.rng.choice(self.victims.proxies), self.victims.crowd.call
        call(proxy.swallow())
        time.sleep(2 + self.rng.uniform(0.5, 2) * self.outage)
        call(proxy.flow())

"""The promise of delivery, whatever Hypothesis does to it: no hole, no double, order, nothing after a revoke."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from realtime.topics import Mode, parse_topic
from tests.realtime.hub.world import TAIL, Browser, World

TOPICS = ["log.a", "gauge.a", "secret.a"]
topics = st.sampled_from(TOPICS)
browsers = st.integers(0, 2)
processes = st.integers(0, 1)
picks = st.integers(0, 50)


@pytest.fixture(autouse=True)
def short_tails(settings):  # type: ignore[no-untyped-def]
    """Small bounds, so that they are passed often."""
    settings.RT_TAIL_EVENTS = TAIL
    settings.RT_INBOUND_BURST = 10_000


class Promise(RuleBasedStateMachine):
    """Rules are what the world does; invariants are what no browser may ever see broken."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.value = 0
        for process, tab in zip((0, 1, 0), self.world.browsers, strict=True):
            self.world.members.add(tab.name)
            tab.connect(self.world.gateways[process], self.world.doors[process])
            for topic in TOPICS:
                tab.ask(topic)
        self.world.settle()

    # Facts and hints

    @rule(topic=topics, several=st.integers(1, 3))
    def commit(self, topic: str, several: int) -> None:
        for _ in range(several):
            self.value += 1
            self.world.commit(topic, self.value)

    @rule(process=processes, pick=picks, twice=st.booleans())
    def hint_arrives(self, process: int, pick: int, twice: bool) -> None:  # noqa: FBT001
        doors = self.world.doors[process]
        if doors.hints:
            hint = doors.hints.pop(pick % len(doors.hints))
            for _ in range(1 + twice):
                self.world.gateways[process].hub.hint(*hint)

    @rule(process=processes)
    def hints_are_lost(self, process: int) -> None:
        self.world.doors[process].hints.clear()

    # The loop and the database

    @rule(process=processes)
    def tick(self, process: int) -> None:
        self.world.now += 0.01
        self.world.doors[process].run_callbacks()

    @rule(process=processes)
    def loop_runs_freely(self, process: int) -> None:
        doors = self.world.doors[process]
        for _ in range(3):
            doors.run_callbacks()
            while doors.reads:
                doors.look(0)
                doors.finish(0)

    @rule(process=processes)
    def sweep(self, process: int) -> None:
        self.world.gateways[process].hub.sweep()

    @rule(process=processes, pick=picks)
    def database_looks(self, process: int, pick: int) -> None:
        doors = self.world.doors[process]
        if doors.reads:
            doors.look(pick % len(doors.reads))

    @rule(process=processes, pick=picks, fails=st.booleans())
    def answer_arrives(self, process: int, pick: int, fails: bool) -> None:  # noqa: FBT001
        doors = self.world.doors[process]
        if doors.reads:
            doors.finish(pick % len(doors.reads), fails=fails)

    @rule(kept=st.integers(0, 3))
    def backup_is_restored(self, kept: int) -> None:
        self.world.database.restore(kept)
        for process in (0, 1):
            self.world.doors[process].hints.clear()

    # Browsers

    @rule(browser=browsers, process=processes)
    def connect(self, browser: int, process: int) -> None:
        tab = self.world.browsers[browser]
        if not tab.connected:
            tab.connect(self.world.gateways[process], self.world.doors[process])

    @rule(browser=browsers, topic=topics)
    def subscribe(self, browser: int, topic: str) -> None:
        tab = self.world.browsers[browser]
        if tab.connected:
            tab.ask(topic)

    @rule(browser=browsers)
    def network_is_cut(self, browser: int) -> None:
        self.world.browsers[browser].cut()

    @rule(browser=browsers)
    def reader_stalls(self, browser: int) -> None:
        if line := self.world.browsers[browser].line:
            line.stalled = True

    @rule(browser=browsers)
    def reader_reads_again(self, browser: int) -> None:
        if line := self.world.browsers[browser].line:
            line.drain()

    @rule(process=processes)
    def process_is_killed(self, process: int) -> None:
        self.world.kill_process(process)

    # Rights

    @rule(browser=browsers)
    def admit(self, browser: int) -> None:
        self.world.members.add(self.world.browsers[browser].name)

    @rule(browser=browsers)
    def revoke(self, browser: int) -> None:
        tab = self.world.browsers[browser]
        self.world.members.discard(tab.name)
        for gateway in self.world.gateways:
            gateway.revoke_topic("secret.a", lambda visitor: visitor.public_id == tab.name)
        assert "secret.a" not in tab.answered or (tab.line and tab.line.stalled)

    # Promises

    @invariant()
    def nobody_saw_a_promise_broken(self) -> None:
        assert [tab.broken for tab in self.world.browsers] == [[], [], []]

    @invariant()
    def what_a_browser_has_is_what_was_committed(self) -> None:
        for tab in self.world.browsers:
            for topic, (epoch, seq) in tab.positions.items():
                assert tab.values[topic] == self._expected(topic, epoch, seq)

    @invariant()
    def memory_is_bounded(self) -> None:
        for gateway in self.world.gateways:
            for stream in gateway.hub.streams.values():
                assert len(stream.tail.frames) <= TAIL
                assert len(stream.early) <= 300

    @precondition(lambda self: self.world.browsers)
    @rule()
    def all_is_quiet_again(self) -> None:
        self.world.settle()
        for tab in self.world.browsers:
            self._has_caught_up(tab)

    def _has_caught_up(self, tab: Browser) -> None:
        for topic in tab.answered if tab.connected else ():
            epoch, seq = tab.positions[topic]
            assert epoch == self.world.database.epoch
            assert seq == len(self.world.database.histories[epoch][topic])
        if tab.connected:
            assert tab.wanted == tab.answered

    def _expected(self, topic: str, epoch: str, seq: int) -> list[int]:
        history = self.world.database.histories[epoch][topic][:seq]
        parsed = parse_topic(topic)
        return history[-1:] if parsed and parsed[0].mode is Mode.LATEST else history


EXAMPLES = int(os.environ.get("PROMISE_EXAMPLES", "150"))
Promise.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
TestPromise = Promise.TestCase

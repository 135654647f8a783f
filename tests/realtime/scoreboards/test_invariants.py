"""Whatever is commanded in whatever order, the board adds up and its history derives it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from project.base.errors import Refusal
from realtime.scoreboards.commands import read_command
from realtime.scoreboards.history import Fact, History, derive
from realtime.scoreboards.public import public_state
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState
from tests.realtime.scoreboards.table import NOON, opened, rules_of

TEAM = st.sampled_from(["home", "away"])
CLOCK = st.one_of(st.none(), st.integers(0, 720_000))
COMMANDS = st.one_of(
    st.fixed_dictionaries(
        {"kind": st.just("score"), "team": TEAM, "points": st.sampled_from([1, 2, 3]), "clock_ms": CLOCK}
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("correct"),
            "team": TEAM,
            "points": st.integers(-4, 4),
            "reason": st.just("Miscount"),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("foul"),
            "team": TEAM,
            "foul": st.sampled_from(["personal", "offensive", "unsportsmanlike"]),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("timeout"), "team": TEAM, "clock_ms": CLOCK}),
    st.fixed_dictionaries({"kind": st.sampled_from(["clock_start", "clock_stop", "reset"])}),
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["period_next", "final"]), "clock_ms": st.sampled_from([None, 0, 0, 0])}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("clock_set"), "remaining_ms": st.integers(0, 720_000), "reason": st.just("Set")}
    ),
    st.fixed_dictionaries({"kind": st.just("note"), "text": st.just("Crowd"), "team": TEAM}),
    st.fixed_dictionaries({"kind": st.just("teams"), "home": st.just({"name": "Gulls"})}),
)


class Table(RuleBasedStateMachine):
    """A scorer who presses anything at any time."""

    profile: Rules
    opening: GameState
    history: History
    facts: list[Fact]
    now: datetime

    @initialize(profile=st.sampled_from(["fiba", "nba", "3x3", "youth"]))
    def open(self, profile: str) -> None:
        self.profile, self.opening = rules_of(profile), opened(profile)
        self.history, self.facts, self.now = History(self.profile, self.opening), [], NOON

    @rule(seconds=st.integers(0, 400))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(payload=COMMANDS)
    def press(self, payload: dict[str, Any]) -> None:
        before = self.history.state
        fact = Fact(position=len(self.facts) + 1, command=read_command(payload), at=self.now)
        try:
            self.history.add(fact)
        except Refusal:
            assert self.history.state == before
            return
        self.facts.append(fact)

    @precondition(lambda self: self.history.counted)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        count = data.draw(st.integers(1, len(self.history.counted)))
        found = self.history.counted[-count]
        undoes = self.history.undo(count, self.now)
        undo = read_command({"kind": "undo", "count": count})
        position = len(self.facts) + 1
        self.facts.append(Fact(position=position, command=undo, at=self.now, undoes=undoes))
        self._assert_as_found(found.found, found.at)

    def _assert_as_found(self, found: GameState, at: datetime) -> None:
        state = self.history.state
        assert replace(state, clock=found.clock) == found
        if state.clock != found.clock:
            assert state.clock.shown(self.now) == found.clock.shown(at)

    @invariant()
    def score_is_the_sum_of_what_counts(self) -> None:
        counted = {step.position for step in self.history.counted}
        points = {"home": 0, "away": 0}
        for fact in self.facts:
            if fact.position not in counted:
                continue
            if fact.command.kind == "reset":
                points = {"home": 0, "away": 0}
            elif fact.command.kind in {"score", "correct"}:
                points[fact.command.team] += fact.command.points
        state = self.history.state
        assert points == {"home": state.home.score, "away": state.away.score}

    @invariant()
    def nothing_is_below_zero(self) -> None:
        state = self.history.state
        shown = public_state(slug="any", title="", rules=self.profile, state=state, position=0, at=self.now)
        for side in (shown["home"], shown["away"]):
            assert min(side["score"], side["fouls"], side["timeouts_left"]) >= 0
        assert 0 <= shown["clock"]["remaining_ms"] <= shown["period"]["length_ms"]
        assert GameState.from_json(state.as_json()) == state

    def teardown(self) -> None:
        if hasattr(self, "profile"):
            assert derive(self.profile, self.opening, self.facts).state == self.history.state


def test_any_sequence_of_commands_keeps_the_board_true() -> None:
    run_state_machine_as_test(Table, settings=settings(max_examples=60, stateful_step_count=40, deadline=None))

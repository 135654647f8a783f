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
from realtime.scoreboards.box import box_of
from realtime.scoreboards.commands import read_command
from realtime.scoreboards.history import Fact, History, derive
from realtime.scoreboards.linked import settled
from realtime.scoreboards.plays import lines_of, page_of
from realtime.scoreboards.public import public_state
from realtime.scoreboards.revisions import fold_play, is_plain_undo, revision_of
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.script import CLOCKWORK
from realtime.scoreboards.state import GameState
from tests.realtime.scoreboards.pressing import PLAYS, ROSTERS, SHOTS
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
    st.fixed_dictionaries({"kind": st.just("clock_start")}),
    st.fixed_dictionaries({"kind": st.sampled_from(["clock_start", "clock_stop", "reset"])}),
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["period_next", "final"]), "clock_ms": st.sampled_from([None, 0, 0, 0])}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("clock_set"), "remaining_ms": st.integers(0, 720_000), "reason": st.just("Set")}
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("correct_period"),
            "period": st.integers(1, 6),
            "remaining_ms": st.integers(0, 720_000),
            "reason": st.just("Set"),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("correct_fouls"), "team": TEAM, "fouls": st.integers(0, 7), "reason": st.just("Miscount")}
    ),
    st.fixed_dictionaries({"kind": st.just("note"), "text": st.just("Crowd"), "team": TEAM}),
    st.fixed_dictionaries({"kind": st.just("teams"), "home": st.just({"name": "Gulls"})}),
    ROSTERS,
    PLAYS,
    SHOTS,
)


POSITION = st.integers(0, 40)
CORRECTIONS = st.one_of(
    st.fixed_dictionaries({"kind": st.just("strike"), "position": POSITION, "reason": st.just("Not made")}),
    st.fixed_dictionaries(
        {"kind": st.just("edit"), "position": POSITION, "command": COMMANDS, "reason": st.just("Misheard")}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("insert"), "after": POSITION, "command": COMMANDS, "reason": st.just("Missed")}
    ),
)


def within(payload: dict[str, Any], events: int) -> dict[str, Any]:
    """The same command; a correction is of an event that is there, or that is said to be."""
    lowest = {"after": 0, "position": 1}
    where = {name: max(lowest[name], payload[name] % (events + 1)) for name in lowest if name in payload}
    return {**payload, **where}


class Table(RuleBasedStateMachine):
    """A scorer who presses anything at any time and changes their mind about the past; somebody listens."""

    profile: Rules
    opening: GameState
    history: History
    page: dict[str, Any]
    now: datetime

    @initialize(profile=st.sampled_from(["fiba", "nba", "3x3", "youth"]))
    def open(self, profile: str) -> None:
        self.profile, self.opening = rules_of(profile), opened(profile)
        self.history, self.now = History(self.profile, self.opening), NOON
        self.page = page_of(self.history)

    @rule(seconds=st.integers(0, 400))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(payload=COMMANDS)
    def press(self, payload: dict[str, Any]) -> None:
        self._send(payload)

    @rule(payload=CORRECTIONS)
    def put_right(self, payload: dict[str, Any]) -> None:
        self._send(within(payload, self.history.position))

    @precondition(lambda self: self.history.position > 9 and self.history.state.status == "live")
    @rule()
    def end(self) -> None:
        self._send({"kind": "final", "reason": "Rain"})

    @precondition(lambda self: self.history.counted)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        count = data.draw(st.integers(1, len(self.history.counted)))
        undoes = self.history.undoing(count)
        found = derive(self.profile, self.opening, self._facts_before(undoes))
        at = self.history.counted[-count].at
        self._send({"kind": "undo", "count": count}, undoes=undoes)
        self._assert_as_found(found, at)

    @rule(payload=CORRECTIONS)
    def put_right_and_undo(self, payload: dict[str, Any]) -> None:
        before, clock = self.history, settled(self.history.state, self.now).clock
        if not self._send(within(payload, before.position)):
            return
        self._send({"kind": "undo"}, undoes=self.history.position)
        assert lines_of(self.history, before.keys) == lines_of(before, before.keys)
        assert self.history.state.clock.shown(self.now) == clock.shown(self.now)

    @rule(data=st.data())
    def take_out_and_enter_again(self, data: st.DataObject) -> None:
        plays = [one for one in self.history.script if one.command and one.struck is None]
        plays = [one for one in plays if one.command and one.command.kind not in CLOCKWORK]
        if not plays:
            return
        play, before = data.draw(st.sampled_from(plays)), self.history.state
        assert play.command
        if self._send({"kind": "strike", "position": play.position, "reason": "Not made"}):
            assert self.history.state.clock == before.clock
            again = {"kind": "insert", "after": play.position, "command": play.command.payload(), "reason": "Was made"}
            assert self._send(again)
            assert replace(self.history.state, corrected_at=None) == replace(before, corrected_at=None)

    def _facts_before(self, position: int) -> list[Fact]:
        return [fact for at, fact in self.history.facts.items() if at < position]

    def _send(self, payload: dict[str, Any], undoes: int | None = None) -> bool:
        """What the table does with a command, and what the listener makes of the news."""
        before, after = self.history, self.history.copy()
        fact = Fact(
            position=before.position + 1,
            command=read_command(payload),
            at=self.now,
            undoes=undoes,
            text=payload["kind"],
        )
        try:
            after.add(fact)
        except Refusal:
            assert after == before
            return False
        revised = revision_of(before, after)
        plain = is_plain_undo(revised, after)
        self.page = fold_play(
            self.page, "play.recorded" if plain else "play.revised", revised["play"] if plain else revised
        )
        self.history = after
        return True

    def _assert_as_found(self, found: History, at: datetime) -> None:
        state = self.history.state
        assert replace(state, clock=found.state.clock, shot=found.state.shot) == found.state
        if state.clock != found.state.clock:
            assert state.clock.shown(self.now) == settled(found.state, at).clock.shown(at)

    @invariant()
    def score_is_the_sum_of_what_counts(self) -> None:
        points = {"home": 0, "away": 0}
        for entry in self.history.script:
            if entry.command is None or entry.struck is not None:
                continue
            if entry.command.kind == "reset":
                points = {"home": 0, "away": 0}
            elif entry.command.kind in {"score", "correct"}:
                points[entry.command.team] += entry.command.points
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

    @invariant()
    def shot_clock_keeps_to_the_game_clock(self) -> None:
        state = settled(self.history.state, self.now)
        shot = state.shot
        if shot is None:
            return
        assert 0 <= shot.clock.shown(self.now) <= self.profile.shot_ms
        assert not shot.clock.is_running(self.now) or state.clock.is_running(self.now)
        assert not shot.clock.is_running(self.now) or not (shot.held or shot.hidden)

    @invariant()
    def box_adds_up_to_the_board(self) -> None:
        state = self.history.state
        box = box_of(slug="any", rules=self.profile, state=state, position=0)
        for team in ("home", "away"):
            half, side = box[team], state.side(team)
            assert half["totals"]["points"] == side.score
            assert sum(line["points"] for line in (half["team"], *half["players"])) == side.score
            assert sum(period[team] for period in box["periods"]) == side.score
            assert all(
                count > 0 for figures in side.players.values() for name, count in figures.items() if name != "corrected"
            )

    @invariant()
    def every_line_is_known_once(self) -> None:
        keys = self.history.keys
        assert len(set(keys)) == len(keys)
        assert {entry.key for entry in self.history.script} | self.history.gone.keys() == set(keys)

    @invariant()
    def listener_has_the_fresh_page(self) -> None:
        assert self.page == page_of(self.history)

    @invariant()
    def history_is_what_its_events_derive(self) -> None:
        assert derive(self.profile, self.opening, self.history.facts.values()) == self.history


def test_any_sequence_of_commands_keeps_the_board_true() -> None:
    run_state_machine_as_test(Table, settings=settings(max_examples=60, stateful_step_count=40, deadline=None))

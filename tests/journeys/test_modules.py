"""The client's pure modules, run in a browser: recovery under faults, back-off, clocks, colours."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from frontend.templatetags.boards import clock_text, tone

STEPS = ["commit", "commit", "commit", "deliver", "deliver", "answer", "lose", "repeat", "reorder"]
STEPS += ["forget", "beat", "reconnect", "restore"]


def call(page: Page, module: str, name: str, *arguments: Any) -> Any:
    """What an exported function of a module returns."""
    code = "async ([module, name, given]) => (await import(module))[name](...given)"
    return page.evaluate(code, [module, name, list(arguments)])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=60))
def test_log_topic_is_told_without_hole_or_double_whatever_happens(page: Page, steps: list[str]) -> None:
    world = call(page, "/simulate.js", "simulate", steps, "log")

    assert_whole(world["told"])
    assert (last := world["told"][-1])["seq"] == world["head"]
    assert last["epoch"] == world["epoch"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=60))
def test_latest_topic_never_goes_back_and_ends_at_the_head(page: Page, steps: list[str]) -> None:
    told = (world := call(page, "/simulate.js", "simulate", steps, "latest"))["told"]

    for before, after in pairwise(told):
        assert after["snapshot"] or after["seq"] > before["seq"]
    assert told[-1]["seq"] == world["head"]


def assert_whole(told: list[dict[str, Any]]) -> None:
    """After each snapshot every event follows, once and in order, within one epoch."""
    assert told[0]["snapshot"]
    for before, after in pairwise(told):
        if not after["snapshot"]:
            assert (after["seq"], after["epoch"]) == (before["seq"] + 1, before["epoch"])


@pytest.mark.parametrize(
    ("code", "policy"),
    [(4001, "stop"), (4099, "stop"), (4100, "wait"), (4199, "wait"), (4200, "resume"), (1006, "resume")],
)
def test_range_of_a_close_code_is_the_policy(page: Page, code: int, policy: str) -> None:
    assert call(page, "/static/js/live/backoff.js", "policyOf", code) == policy


def test_delays_have_full_jitter_below_thirty_seconds(page: Page) -> None:
    most = "async (n) => (await import('/static/js/live/backoff.js')).delayBefore(n, () => 0.999)"

    delays = [page.evaluate(most, attempt) for attempt in (0, 1, 2, 3, 10)]

    assert [round(delay, 2) for delay in delays] == [1.0, 1.0, 2.0, 4.0, 29.97]


@pytest.mark.parametrize(
    ("phase", "lost_seconds", "said"),
    [
        ("live", None, "live"),
        ("live", 1, "live"),
        ("live", 5, "stale"),
        ("connecting", 1, "connecting"),
        ("joining", 1, "reconnecting"),
        ("lost", 1, "reconnecting"),
        ("lost", 5, "stale"),
        ("polling", None, "polling"),
        ("polling", 1, "reconnecting"),
        ("polling", 5, "stale"),
        ("stopped", 5, "stopped"),
    ],
)
def test_mark_says_how_it_stands(page: Page, phase: str, lost_seconds: int | None, said: str) -> None:
    lost_at = None if lost_seconds is None else 100_000 - 1000 * lost_seconds
    facts = {"phase": phase, "lostAt": lost_at}

    assert call(page, "/static/js/live/standing.js", "standingOf", facts, 100_000) == said


@pytest.mark.parametrize("ms", [0, 49, 1000, 59_949, 59_999, 60_000, 61_500, 605_000, 720_000])
def test_clock_is_written_as_the_server_writes_it(page: Page, ms: int) -> None:
    assert call(page, "/static/js/board/clock.js", "clockText", ms) == clock_text(ms)


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#757575", "#777777", "#c4ced4", "#e4572e"])
def test_tone_of_a_colour_is_the_same_as_the_servers(page: Page, colour: str) -> None:
    assert call(page, "/static/js/board/tone.js", "toneOf", colour) == tone(colour)


@pytest.mark.parametrize(
    ("text", "ms"),
    [("7:42", 462_000), ("42", 42_000), ("0:07.3", 7_300), ("7,3", 7_300), ("7:60", None), ("x", None)],
)
def test_clock_is_read_as_people_write_it(page: Page, text: str, ms: int | None) -> None:
    assert call(page, "/static/js/console/forms.js", "parseClock", text) == ms


@pytest.mark.parametrize(("heard_seconds", "said"), [(4, "live"), (7, "live"), (9, "stale")])
def test_silence_alone_is_stale_where_the_page_has_a_pulse(page: Page, heard_seconds: int, said: str) -> None:
    facts = {"phase": "live", "lostAt": None, "heardAt": 100_000 - 1000 * heard_seconds}
    patience = {"patience": 4, "silence": 8}

    assert call(page, "/static/js/live/standing.js", "standingOf", facts, 100_000, patience) == said


@example(steps=["commit"] * 5)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.sampled_from(["commit", "commit", "correct", "wait", "deliver", "lose", "snapshot", "fetch"]), max_size=60
    )
)
def test_late_page_shows_everything_in_order_and_nothing_early(page: Page, steps: list[str]) -> None:
    world = call(page, "/late.js", "watchLate", steps)

    assert world["early"] == []
    assert world["plays"] == list(range(1, world["head"] + 1))
    assert world["boards"] == sorted(set(world["boards"]))
    assert world["board"] == world["head"]
    assert world["boxes"] == sorted(set(world["boxes"]))

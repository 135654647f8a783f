"""Rosters and line-ups: who may make a play, what is counted for whom, and which rule says no."""

from typing import Any

import pytest

from project.base.errors import Refusal
from realtime.scoreboards.box import box_of
from realtime.scoreboards.state import GameState
from realtime.scoreboards.steps.people import (
    CourtIsFull,
    NumberTaken,
    PlayerFouledOut,
    PlayerHasPlays,
    PlayerListedTwice,
    PlayerNotOnCourt,
    PlayerOnCourt,
    PlayerUnknown,
)
from realtime.scoreboards.steps.scoring import AssistToOneself
from tests.realtime.scoreboards.pressing import lists
from tests.realtime.scoreboards.table import assert_refused, opened, played, rules_of, score

FIVE = ("p1", "p2", "p3", "p4", "p5")


def by(player: str | None, kind: str = "score", **more: Any) -> dict[str, Any]:
    """A play of a player of the home team."""
    points = {"points": 2} if kind == "score" else {}
    return {"kind": kind, "team": "home", "player": player, **points, **more}


def change(goes_in: str | None = None, goes_out: str | None = None) -> dict[str, Any]:
    return {"kind": "substitution", "team": "home", "goes_in": goes_in, "goes_out": goes_out}


def line_of(state: GameState, player: str, profile: str = "fiba") -> dict[str, Any]:
    """The player's line of the box score."""
    box = box_of(slug="any", rules=rules_of(profile), state=state, position=0)
    return next(line for line in box["home"]["players"] if line["id"] == player)


# Rosters


def test_the_starters_are_on_court_at_the_start() -> None:
    assert played(lists()).home.on_court == FIVE
    assert played(lists(starters=3), profile="3x3").home.on_court == FIVE[:3]
    assert played(lists(starters=4)).home.on_court == ()


@pytest.mark.parametrize(
    ("second", "refusal"),
    [({"id": "p1", "number": "9"}, PlayerListedTwice), ({"id": "p2", "number": "7"}, NumberTaken)],
)
def test_ids_and_numbers_are_unique_in_a_team(second: dict[str, str], refusal: type[Refusal]) -> None:
    players = [{"id": "p1", "number": "7", "name": "Ada Marsh"}, {"name": "Ben Cole", **second}]

    with assert_refused(refusal):
        played({"kind": "roster", "team": "home", "players": players})


def test_zero_and_double_zero_are_two_numbers_and_none_is_nobodys() -> None:
    numbers = ("0", "00", "", "")
    players = [{"id": f"p{place}", "number": number, "name": "Ada"} for place, number in enumerate(numbers)]

    assert len(played({"kind": "roster", "team": "home", "players": players}).home.roster) == 4


def test_who_has_played_stays_on_the_roster() -> None:
    state = played(lists(), by("p3", "steal"))

    with assert_refused(PlayerHasPlays) as caught:
        played(lists(count=2), state=state)
    assert caught.value.extra == {"player": "p3"}
    assert len(played(lists(count=6), state=state).home.roster) == 6


def test_a_new_roster_leaves_the_line_up_as_it_is() -> None:
    state = played(lists(), score(), change("p6", "p1"), lists())

    assert state.home.on_court == ("p6", *FIVE[1:])


def test_a_reset_keeps_the_rosters_and_brings_the_starters_back() -> None:
    state = played(lists(), by("p1"), change("p6", "p1"), {"kind": "reset"})

    assert (state.home.on_court, dict(state.home.players), len(state.home.roster)) == (FIVE, {}, 7)


# Who may play


@pytest.mark.parametrize("kind", ["score", "miss", "rebound", "steal", "block", "turnover", "foul", "jump_ball"])
def test_a_play_of_somebody_unknown_or_on_the_bench_is_refused(kind: str) -> None:
    with assert_refused(PlayerUnknown):
        played(by("p1", kind))
    with assert_refused(PlayerNotOnCourt):
        played(lists(), by("p6", kind))


def test_without_a_known_line_up_everybody_on_the_roster_may_play() -> None:
    assert line_of(played(lists(starters=0), by("p7")), "p7")["on_court"] is None


def test_a_play_without_a_player_is_the_team_s() -> None:
    box = box_of(slug="any", rules=rules_of("fiba"), state=played(lists(), score()), position=0)

    assert (box["home"]["team"]["points"], box["home"]["totals"]["points"]) == (2, 2)


def test_nobody_assists_their_own_basket() -> None:
    with assert_refused(AssistToOneself):
        played(lists(), by("p1", assist="p1"))


# Substitutions


def test_players_change_places() -> None:
    assert played(lists(), change("p6", "p2")).home.on_court == ("p1", "p6", "p3", "p4", "p5")
    assert played(lists(), change(None, "p2")).home.on_court == ("p1", "p3", "p4", "p5")


@pytest.mark.parametrize(
    ("payload", "refusal"),
    [
        (change("p6", "p7"), PlayerNotOnCourt),
        (change("p1", "p2"), PlayerOnCourt),
        (change("p6"), CourtIsFull),
        (change("p9", "p1"), PlayerUnknown),
        ({**change("p6", "p1"), "team": None}, PlayerUnknown),
    ],
)
def test_a_substitution_that_cannot_be_is_refused(payload: dict[str, Any], refusal: type[Refusal]) -> None:
    with assert_refused(refusal):
        played(lists(), payload)


def test_a_substitution_without_ids_is_only_told() -> None:
    assert played(lists(), {"kind": "substitution", "team": "home", "text": "Change"}).home.on_court == FIVE


# Fouls


@pytest.mark.parametrize(("profile", "limit"), [("fiba", 5), ("nba", 6), ("youth", 5)])
def test_the_last_foul_counts_and_then_the_player_is_out(profile: str, limit: int) -> None:
    fouls = [by("p1", "foul") for _number in range(limit)]
    almost = played(lists(), *fouls[:-1], profile=profile)
    out = played(fouls[-1], state=almost, profile=profile)

    assert line_of(almost, "p1", profile)["out"] is None
    assert (line_of(out, "p1", profile)["out"], line_of(out, "p1", profile)["fouls"]) == ("fouls", limit)
    for payload in (by("p1"), by("p2", assist="p1"), by("p1", "foul")):
        with assert_refused(PlayerFouledOut):
            played(payload, state=out, profile=profile)
    gone = played(change("p6", "p1"), state=out, profile=profile)
    with assert_refused(PlayerFouledOut):
        played(change("p1", "p2"), state=gone, profile=profile)


def test_in_3x3_nobody_fouls_out_by_number() -> None:
    state = played(lists(starters=3), *[by("p1", "foul") for _number in range(9)], by("p1"), profile="3x3")

    assert line_of(state, "p1", "3x3")["out"] is None


@pytest.mark.parametrize(
    ("profile", "kinds", "out"),
    [
        ("fiba", ("technical", "technical"), "disqualified"),
        ("fiba", ("unsportsmanlike", "unsportsmanlike"), "disqualified"),
        ("fiba", ("technical", "unsportsmanlike"), "disqualified"),
        ("fiba", ("disqualifying",), "disqualified"),
        ("fiba", ("technical", "personal"), None),
        ("nba", ("technical", "unsportsmanlike"), None),
        ("nba", ("technical", "technical"), "disqualified"),
        ("youth", ("technical", "technical"), "disqualified"),
        ("3x3", ("unsportsmanlike", "unsportsmanlike"), "disqualified"),
        ("3x3", ("technical", "technical"), None),
    ],
)
def test_what_disqualifies_is_the_profile_s(profile: str, kinds: tuple[str, ...], out: str | None) -> None:
    state = played(lists(starters=0), *[by("p1", "foul", foul=kind) for kind in kinds], profile=profile)

    assert line_of(state, "p1", profile)["out"] == out


def test_nba_technicals_are_no_personal_fouls() -> None:
    state = played(lists(), by("p1", "foul", foul="technical"), by("p1", "foul"), profile="nba")

    assert line_of(state, "p1", "nba")["fouls"] == 1


def test_a_technical_can_be_called_on_the_bench() -> None:
    assert line_of(played(lists(), by("p7", "foul", foul="technical")), "p7")["fouls"] == 1


# Figures


def test_a_line_of_the_box_score_adds_up() -> None:
    state = played(
        lists(),
        by("p1", points=2, assist="p2"),
        by("p1", points=3),
        by("p1", points=1),
        by("p1", "miss", points=2),
        by("p1", "miss", points=1),
        by("p1", "miss"),
        by("p1", "rebound", offensive=True),
        by("p1", "rebound", offensive=False),
        by("p1", "steal"),
        by("p1", "turnover"),
        by("p1", "foul"),
    )

    figures = {key: line_of(state, "p1")[key] for key in ("points", "two", "three", "free", "offensive", "defensive")}
    assert figures == {"points": 6, "two": [1, 2], "three": [1, 1], "free": [1, 2], "offensive": 1, "defensive": 1}
    # Six points, two rebounds and a steal, less two misses and a turnover.
    assert line_of(state, "p1")["efficiency"] == 6
    assert (line_of(state, "p2")["assists"], line_of(state, "p1")["fouls"]) == (1, 1)


def test_points_corrected_at_the_table_are_the_team_s() -> None:
    state = played(lists(), by("p1"), {"kind": "correct", "team": "home", "points": -1, "reason": "Miscount"})

    box = box_of(slug="any", rules=rules_of("fiba"), state=state, position=0)["home"]
    assert (line_of(state, "p1")["points"], box["team"]["points"], box["totals"]["points"]) == (2, -1, 1)


def test_what_was_stored_before_there_were_players_is_still_read() -> None:
    stored = opened().as_json()
    del stored["shot"], stored["attacking"]
    stored["period"] = 3
    stored["home"] |= {"score": 30, "score_before_period": 21, "timeouts": [[1, 90_000]]}

    state = GameState.from_json(stored)

    assert (state.home.period_score, state.home.timeouts, state.shot) == (9, ((1, 90_000),), None)
    assert GameState.from_json(state.as_json()) == state


def test_rules_copied_before_there_were_players_are_still_read() -> None:
    new = ("shot_ms", "shot_short_ms", "on_court", "foul_limit", "personal_weights", "ejections")
    stored = {key: value for key, value in rules_of("fiba").as_json().items() if key not in new}

    rules = type(rules_of("fiba")).from_json(stored)

    assert (rules.shot_ms, rules.on_court, rules.out_by({"personal": 9})) == (0, 5, None)

"""The numbers of each profile say what the rule books say."""

import pytest

from realtime.scoreboards.rules import Rules
from tests.realtime.scoreboards.table import rules_of

MINUTE = 60_000


def left(profile: str, period: int, clock_ms: int, *taken: tuple[int, int]) -> int:
    return rules_of(profile).timeouts_left(period=period, clock_ms=clock_ms, taken=taken)


@pytest.mark.parametrize("profile", ["fiba", "nba", "3x3", "youth"])
def test_rules_survive_being_stored(profile: str) -> None:
    rules = rules_of(profile)

    assert Rules.from_json(rules.as_json()) == rules


@pytest.mark.parametrize(
    ("profile", "periods", "length", "overtime"),
    [("fiba", 4, 10, 5), ("nba", 4, 12, 5), ("3x3", 1, 10, 0), ("youth", 4, 8, 4)],
)
def test_lengths_of_periods(profile: str, periods: int, length: int, overtime: int) -> None:
    rules = rules_of(profile)

    assert rules.periods == periods
    assert rules.length_ms(1) == length * MINUTE
    assert rules.length_ms(periods + 1) == overtime * MINUTE


def test_labels() -> None:
    assert [rules_of("fiba").label(period) for period in (1, 4, 5, 6)] == ["Q1", "Q4", "OT", "OT2"]
    assert rules_of("3x3").label(1) == "P1"


def test_fiba_gives_two_timeouts_in_the_first_half_and_three_in_the_second() -> None:
    assert left("fiba", 1, 5 * MINUTE) == 2
    assert left("fiba", 2, 5 * MINUTE, (1, MINUTE)) == 1
    assert left("fiba", 3, 5 * MINUTE, (1, MINUTE)) == 3
    assert left("fiba", 3, 5 * MINUTE, (1, MINUTE), (3, MINUTE), (3, MINUTE), (3, MINUTE)) == 0


def test_fiba_allows_two_timeouts_at_most_in_the_last_two_minutes() -> None:
    assert left("fiba", 4, 2 * MINUTE + 1) == 3
    assert left("fiba", 4, 2 * MINUTE) == 2
    assert left("fiba", 4, MINUTE, (4, MINUTE), (4, MINUTE)) == 0


def test_fiba_gives_one_timeout_in_each_overtime() -> None:
    assert left("fiba", 5, MINUTE) == 1
    assert left("fiba", 5, MINUTE, (5, 2 * MINUTE)) == 0
    assert left("fiba", 6, MINUTE, (5, 2 * MINUTE)) == 1


def test_nba_gives_seven_timeouts_four_in_the_fourth_and_two_in_its_last_three_minutes() -> None:
    assert left("nba", 1, 12 * MINUTE) == 7
    assert left("nba", 4, 12 * MINUTE) == 4
    assert left("nba", 4, 3 * MINUTE) == 2
    assert left("nba", 4, MINUTE, (4, 10 * MINUTE), (4, 9 * MINUTE), (4, 8 * MINUTE)) == 1
    assert left("nba", 5, 5 * MINUTE, (4, MINUTE)) == 2


def test_3x3_gives_one_timeout_in_all() -> None:
    assert left("3x3", 1, MINUTE) == 1
    assert left("3x3", 2, 0) == 1
    assert left("3x3", 2, 0, (1, MINUTE)) == 0


def test_youth_carries_timeouts_into_overtime() -> None:
    assert left("youth", 4, MINUTE, (1, MINUTE)) == 4
    assert left("youth", 5, MINUTE, (1, MINUTE)) == 5


@pytest.mark.parametrize(
    ("profile", "period", "fouls", "late", "bonus"),
    [
        ("fiba", 1, 4, 0, False),
        ("fiba", 1, 5, 0, True),
        ("nba", 1, 4, 1, False),
        ("nba", 1, 2, 2, True),
        ("nba", 5, 3, 0, False),
        ("nba", 5, 4, 0, True),
        ("3x3", 1, 6, 0, False),
        ("3x3", 1, 7, 0, True),
    ],
)
def test_bonus(profile: str, period: int, fouls: int, late: int, bonus: object) -> None:
    assert rules_of(profile).in_bonus(period=period, fouls=fouls, late_fouls=late) is bonus

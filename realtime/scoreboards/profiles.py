"""The rule profiles every installation begins with; afterwards the rows are the truth."""

from typing import Any

MINUTE = 60_000

PROFILES: list[dict[str, Any]] = [
    {
        # FIBA Official Basketball Rules 2024, art. 8, 18, 29, 36-38, 40, 41, 50.
        "slug": "fiba",
        "name": "FIBA",
        "periods": 4,
        "period_ms": 10 * MINUTE,
        "overtime_ms": 5 * MINUTE,
        "points": [1, 2, 3],
        "bonus_from": 5,
        "overtime_bonus_from": 5,
        "overtime_continues_fouls": True,
        "foul_weights": {"bench": 0},
        "timeouts": [{"first": 1, "last": 2, "count": 2}, {"first": 3, "last": 4, "count": 3}],
        "timeout_caps": [{"period": 4, "within_ms": 2 * MINUTE, "count": 2}],
        "overtime_timeouts": 1,
        "shot_ms": 24_000,
        "shot_short_ms": 14_000,
        "foul_limit": 5,
        "personal_weights": {"bench": 0},
        "ejections": [
            {"technical": 2},
            {"unsportsmanlike": 2},
            {"technical": 1, "unsportsmanlike": 1},
            {"disqualifying": 1},
        ],
    },
    {
        # NBA Rule Book, rule 3 section I, rule 5 section VI, rule 7, rule 12 parts A and B.
        "slug": "nba",
        "name": "NBA",
        "periods": 4,
        "period_ms": 12 * MINUTE,
        "overtime_ms": 5 * MINUTE,
        "points": [1, 2, 3],
        "bonus_from": 5,
        "overtime_bonus_from": 4,
        "late_ms": 2 * MINUTE,
        "late_bonus_from": 2,
        "foul_weights": {"offensive": 0, "technical": 0, "bench": 0},
        "timeouts": [{"first": 1, "last": 4, "count": 7}],
        "timeout_caps": [
            {"period": 4, "within_ms": 12 * MINUTE, "count": 4},
            {"period": 4, "within_ms": 3 * MINUTE, "count": 2},
        ],
        "overtime_timeouts": 2,
        "shot_ms": 24_000,
        "shot_short_ms": 14_000,
        "foul_limit": 6,
        "personal_weights": {"technical": 0, "bench": 0},
        "ejections": [{"technical": 2}, {"unsportsmanlike": 2}, {"disqualifying": 1}],
    },
    {
        # FIBA 3x3 Rules of the Game 2024, art. 2, 6, 7, 9, 11: nobody fouls out by number.
        "slug": "3x3",
        "name": "3x3",
        "periods": 1,
        "period_ms": 10 * MINUTE,
        "overtime_ms": 0,
        "points": [1, 2],
        "target_score": 21,
        "overtime_target": 2,
        "bonus_from": 7,
        "overtime_bonus_from": 7,
        "fouls_last_all_game": True,
        "foul_weights": {"unsportsmanlike": 2, "disqualifying": 2},
        "timeouts": [{"first": 1, "last": 1, "count": 1}],
        "overtime_timeouts": 0,
        "overtime_carries_timeouts": True,
        "shot_ms": 12_000,
        "shot_short_ms": 12_000,
        "on_court": 3,
        "ejections": [{"unsportsmanlike": 2}, {"disqualifying": 1}],
    },
    {
        # NFHS Basketball Rules 2023-24, rules 4-8, 4-14, 5-5, 5-7, 5-12: American high schools.
        "slug": "youth",
        "name": "Youth",
        "periods": 4,
        "period_ms": 8 * MINUTE,
        "overtime_ms": 4 * MINUTE,
        "points": [1, 2, 3],
        "bonus_from": 5,
        "overtime_bonus_from": 5,
        "overtime_continues_fouls": True,
        "timeouts": [{"first": 1, "last": 4, "count": 5}],
        "overtime_timeouts": 1,
        "overtime_carries_timeouts": True,
        "foul_limit": 5,
        "personal_weights": {"bench": 0},
        "ejections": [{"technical": 2}, {"disqualifying": 1}],
    },
]


def seed(model: Any) -> None:
    """Add the profiles that are missing; `model` is the row as of a migration, or as of today."""
    columns = {column.name for column in model._meta.get_fields()}  # noqa: SLF001 - public in Django
    for numbers in PROFILES:
        known = {key: value for key, value in numbers.items() if key in columns}
        model.objects.get_or_create(slug=numbers["slug"], defaults=known)


def teach(model: Any, numbers: tuple[str, ...]) -> None:
    """Give the profiles we know the numbers of columns that were added later; the others stay as they are."""
    for known in PROFILES:
        changes = {key: known[key] for key in numbers if key in known}
        model.objects.filter(slug=known["slug"]).update(**changes)


def seed_after_flush(**_sent: Any) -> None:
    """Emptying all tables takes the profiles with it; a board cannot be opened without one."""
    from realtime.scoreboards.models import RuleProfile  # noqa: PLC0415 - migrations come first

    seed(RuleProfile)

"""What a rule profile allows: lengths, bonus, timeouts and targets, as pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Moment = tuple[int, int]
Out = Literal["fouls", "disqualified"]
FOUL_KINDS = ("personal", "offensive", "technical", "unsportsmanlike", "disqualifying", "bench")


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """So many timeouts for the periods `first` to `last`; unused ones do not carry on."""

    first: int
    last: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Cap:
    """At most `count` timeouts in `period` once `within_ms` or less is on the clock."""

    period: int
    within_ms: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The numbers of one rule profile, copied onto each board so that old games keep old rules.

    Times are milliseconds; zero means "no such rule" for targets, late fouls, overtime length, shot
    clock and foul limit. Each of the `ejections` is a set of fouls that ends a player's game; rules
    copied before a number existed do without it.
    """

    slug: str
    periods: int
    period_ms: int
    overtime_ms: int
    points: tuple[int, ...]
    target_score: int
    overtime_target: int
    bonus_from: int
    overtime_bonus_from: int
    late_ms: int
    late_bonus_from: int
    fouls_last_all_game: bool
    overtime_continues_fouls: bool
    foul_weights: dict[str, int]
    timeouts: tuple[Allowance, ...]
    timeout_caps: tuple[Cap, ...]
    overtime_timeouts: int
    overtime_carries_timeouts: bool
    shot_ms: int = 0
    shot_short_ms: int = 0
    on_court: int = 5
    foul_limit: int = 0
    personal_weights: dict[str, int] = field(default_factory=dict)
    ejections: tuple[dict[str, int], ...] = ()

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Rules":
        """Read the form that `as_json` wrote."""
        return cls(
            **{
                **stored,
                "points": tuple(stored["points"]),
                "timeouts": tuple(Allowance(**one) for one in stored["timeouts"]),
                "timeout_caps": tuple(Cap(**one) for one in stored["timeout_caps"]),
                "ejections": tuple(stored.get("ejections", ())),
            }
        )

    def as_json(self) -> dict[str, Any]:
        """The form kept on a board: plain lists, numbers and strings."""
        stored = asdict(self)
        for key in ("points", "timeouts", "timeout_caps", "ejections"):
            stored[key] = list(stored[key])
        return stored

    def is_overtime(self, period: int) -> bool:
        """Whether `period` comes after the regular ones."""
        return period > self.periods

    def length_ms(self, period: int) -> int:
        """How long `period` lasts; zero for an overtime played to a target without a clock."""
        return self.overtime_ms if self.is_overtime(period) else self.period_ms

    def is_untimed(self, period: int) -> bool:
        """Whether `period` is played to a target and not against the clock."""
        return self.is_overtime(period) and self.overtime_ms == 0

    def label(self, period: int) -> str:
        """The short name on the board: Q1, H2, P1 by the number of periods, then OT, OT2."""
        if self.is_overtime(period):
            extra = period - self.periods
            return "OT" if extra == 1 else f"OT{extra}"
        return f"{ {4: 'Q', 2: 'H'}.get(self.periods, 'P') }{period}"

    def foul_weight(self, foul: str) -> int:
        """How many team fouls one foul of this kind counts for."""
        return self.foul_weights.get(foul, 1)

    def personal_fouls(self, figures: Mapping[str, int]) -> int:
        """How many of a player's fouls, counted by kind among other figures, count towards the limit."""
        return sum(figures.get(kind, 0) * self.personal_weights.get(kind, 1) for kind in FOUL_KINDS)

    def out_by(self, figures: Mapping[str, int]) -> Out | None:
        """Why a player with these fouls may play no longer, if so."""
        if any(all(figures.get(kind, 0) >= count for kind, count in ejection.items()) for ejection in self.ejections):
            return "disqualified"
        return "fouls" if 0 < self.foul_limit <= self.personal_fouls(figures) else None

    def fouls_carry_into(self, period: int) -> bool:
        """Whether team fouls of the period before still count in `period`."""
        return self.fouls_last_all_game or (self.is_overtime(period) and self.overtime_continues_fouls)

    def in_bonus(self, *, period: int, fouls: int, late_fouls: int) -> bool:
        """Whether a team with these fouls has put its opponent in the bonus."""
        limit = self.overtime_bonus_from if self.is_overtime(period) else self.bonus_from
        late = self.late_bonus_from > 0 and late_fouls >= self.late_bonus_from
        return fouls >= limit or late

    def timeouts_left(self, *, period: int, clock_ms: int, taken: Sequence[Moment]) -> int:
        """How many timeouts a team that took these (period, clock) may still take now."""
        left = self._allowance_left(period, taken)
        for cap in self.timeout_caps:
            if cap.period == period and clock_ms <= cap.within_ms:
                used = sum(1 for when, clock in taken if when == period and clock <= cap.within_ms)
                left = min(left, cap.count - used)
        return max(0, left)

    def _allowance_left(self, period: int, taken: Sequence[Moment]) -> int:
        if self.is_overtime(period):
            if self.overtime_carries_timeouts:
                regular = sum(window.count for window in self.timeouts)
                return regular + self.overtime_timeouts * (period - self.periods) - len(taken)
            return self.overtime_timeouts - sum(1 for when, _ in taken if when == period)
        for window in self.timeouts:
            if window.first <= period <= window.last:
                return window.count - sum(1 for when, _ in taken if window.first <= when <= window.last)
        return 0

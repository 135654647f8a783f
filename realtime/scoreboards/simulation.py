"""An invented game, one believable move after the other, chosen only from how the board stands."""

from collections.abc import Callable, Sequence
from random import Random

from django.utils.translation import gettext as _

from realtime.scoreboards.commands import (
    AnyCommand,
    Ball,
    ClockStart,
    ClockStop,
    Final,
    Foul,
    Miss,
    PeriodNext,
    Possession,
    Rebound,
    Score,
    Timeout,
)
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState, Team

PLAYERS: dict[Team, tuple[str, ...]] = {
    "home": ("Okafor", "Lindqvist", "Moreau", "Achebe", "Tanaka", "Brandt", "Silva"),
    "away": ("Novak", "Castellan", "Iyer", "Whitlock", "Dufour", "Petrov", "Amadi"),
}
LAST_MINUTE_MS = 60_000
Moves = list[AnyCommand]


def other(team: Team) -> Team:
    """The opponent."""
    return "away" if team == "home" else "home"


def next_moves(rules: Rules, state: GameState, shown_ms: int, luck: Random) -> Moves:
    """The next few commands, to be sent one after the other; none once the game is final."""
    if state.status == "final":
        return []
    if state.status == "scheduled":
        return _tip_off(shown_ms, luck)
    if shown_ms == 0:
        return _after_the_horn(rules, state)
    if state.clock.deadline is None:
        return [ClockStart()]
    return _attack(rules, state, _later(shown_ms, luck), luck)


def _later(shown_ms: int, luck: Random) -> int:
    # Far from the end the clock leaps from play to play; the last minute is played out.
    longest = 22_000 if shown_ms > LAST_MINUTE_MS else 6_000
    return max(0, shown_ms - luck.randrange(4_000, longest, 100))


def _tip_off(shown_ms: int, luck: Random) -> Moves:
    winner: Team = luck.choice(("home", "away"))
    text = _("%(player)s wins the tip") % {"player": luck.choice(PLAYERS[winner])}
    return [
        Ball(kind="jump_ball", team=winner, text=text, clock_ms=shown_ms),
        Possession(team=other(winner)),
        ClockStart(),
    ]


def _after_the_horn(rules: Rules, state: GameState) -> Moves:
    if state.period >= rules.periods and not state.is_tied:
        return [Final()]
    arrow: Moves = [Possession(team=other(state.possession))] if state.possession else []
    return [PeriodNext(), *arrow, ClockStart()]


def _attack(rules: Rules, state: GameState, clock_ms: int, luck: Random) -> Moves:
    team: Team = luck.choice(("home", "away"))
    play: Callable[[Rules, GameState, Team, int, Random], Moves] = luck.choices(
        (_basket, _miss, _turnover, _foul, _timeout), weights=(33, 37, 13, 13, 4)
    )[0]
    return play(rules, state, team, clock_ms, luck)


def _basket(_rules: Rules, _state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    points = luck.choices((2, 3), weights=(7, 3))[0]
    ways: Sequence[str] = (
        (_("%(player)s hits from the corner for three"), _("%(player)s makes a deep three"))
        if points == 3
        else (
            _("%(player)s drives for the layup"),
            _("%(player)s makes the jump shot"),
            _("%(player)s puts it back"),
            _("%(player)s dunks"),
        )
    )
    text = luck.choice(ways) % {"player": luck.choice(PLAYERS[team])}
    return [Score.model_validate(_said("score", team, text, clock_ms) | {"points": points})]


def _miss(_rules: Rules, _state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    text = _("%(player)s misses") % {"player": luck.choice(PLAYERS[team])}
    board = luck.choices((other(team), team), weights=(3, 1))[0]
    rebound = _("%(player)s takes the rebound") % {"player": luck.choice(PLAYERS[board])}
    later = max(0, clock_ms - 1_500)
    return [
        Miss.model_validate(_said("miss", team, text, clock_ms)),
        Rebound.model_validate(_said("rebound", board, rebound, later)),
    ]


def _turnover(_rules: Rules, _state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    text = _("%(player)s loses the ball") % {"player": luck.choice(PLAYERS[team])}
    return [Ball.model_validate(_said("turnover", team, text, clock_ms))]


def _foul(rules: Rules, state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    defence, shooter = state.side(team), luck.choice(PLAYERS[other(team)])
    text = _("Foul by %(player)s") % {"player": luck.choice(PLAYERS[team])}
    moves: Moves = [
        ClockStop(clock_ms=max(clock_ms, 100)),
        Foul.model_validate(_said("foul", team, text, None)),
    ]
    bonus = rules.in_bonus(period=state.period, fouls=defence.fouls + 1, late_fouls=defence.late_fouls)
    if bonus or luck.random() < 0.3:
        moves += [_free_throw(other(team), shooter, luck) for _shot in range(2)]
    return [*moves, ClockStart()]


def _free_throw(team: Team, shooter: str, luck: Random) -> AnyCommand:
    if luck.random() < 0.77:
        text = _("%(player)s makes the free throw") % {"player": shooter}
        return Score.model_validate(_said("score", team, text, None) | {"points": 1})
    text = _("%(player)s misses the free throw") % {"player": shooter}
    return Miss.model_validate(_said("miss", team, text, None))


def _timeout(rules: Rules, state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    taken = state.side(team).timeouts
    clock_ms = max(clock_ms, 100)
    if rules.timeouts_left(period=state.period, clock_ms=clock_ms, taken=taken) == 0:
        return _basket(rules, state, team, clock_ms, luck)
    return [Timeout(team=team, clock_ms=clock_ms), ClockStart()]


def _said(kind: str, team: Team, text: str, clock_ms: int | None) -> dict[str, object]:
    return {"kind": kind, "team": team, "text": text, "clock_ms": clock_ms}

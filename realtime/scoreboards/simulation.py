"""An invented game, one believable move after the other, chosen only from how the board stands."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from realtime.scoreboards.commands import (
    AnyCommand,
    ClockStart,
    ClockStop,
    Final,
    PeriodNext,
    Possession,
    ShotReset,
    ShotStart,
    Substitution,
    Timeout,
    read_command,
)
from realtime.scoreboards.linked import settled
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.sides import Player, Side, Team, other
from realtime.scoreboards.state import GameState

LAST_MINUTE_MS, TOO_LATE_MS, HORN_MS = 60_000, 1_500, 200
TEAMS: tuple[Team, Team] = ("home", "away")
Moves = list[AnyCommand]


def next_moves(rules: Rules, state: GameState, at: datetime, luck: Random) -> Moves:
    """The next few commands, to be sent one after the other; none once the game is final."""
    state = settled(state, at)
    if state.status == "final":
        return []
    if state.status == "scheduled":
        return _tip_off(rules, state, state.clock.shown(at), luck)
    replaced = _replacements(rules, state, luck)
    return replaced or _play_on(rules, state, at, luck)


def _play_on(rules: Rules, state: GameState, at: datetime, luck: Random) -> Moves:
    shown_ms, shot = state.clock.shown(at), state.shot
    if shown_ms == 0:
        return _after_the_horn(rules, state, luck)
    shot_ms = shot.clock.shown(at) if shot and not shot.hidden else None
    if shot_ms is not None and shot_ms < TOO_LATE_MS:
        return _too_slow(state)
    if state.clock.deadline is None:
        return [*_bring_on(rules, state, luck), ClockStart()]
    if shot and shot.held:
        return [ShotStart()]
    return _attack(rules, state, _later(shown_ms, shot_ms, luck), luck)


def _later(shown_ms: int, shot_ms: int | None, luck: Random) -> int:
    # Far from the end the clock leaps from play to play; the last minute is played out.
    longest = 22_000 if shown_ms > LAST_MINUTE_MS else 6_000
    if shot_ms is not None:
        longest = min(longest, shot_ms - 300)
    left = shown_ms - luck.randrange(min(4_000, longest - 100), longest, 100)
    return left if left > HORN_MS else 0


def _tip_off(rules: Rules, state: GameState, shown_ms: int, luck: Random) -> Moves:
    winner: Team = luck.choice(TEAMS)
    shot: Moves = [ShotReset()] if rules.shot_ms else []
    return [
        _said("jump_ball", winner, _on_court(state.side(winner), luck), _("%(player)s wins the tip"), shown_ms),
        Possession(team=other(winner)),
        *shot,
        ClockStart(),
    ]


def _after_the_horn(rules: Rules, state: GameState, luck: Random) -> Moves:
    if state.period >= rules.periods and not state.is_tied:
        return [Final()]
    arrow: Moves = [Possession(team=other(state.possession))] if state.possession else []
    return [PeriodNext(), *arrow, *_bring_on(rules, state, luck), ClockStart()]


def _too_slow(state: GameState) -> Moves:
    team: Team = state.attacking or TEAMS[0]
    stop: Moves = [ClockStop()] if state.clock.deadline else []
    return [*stop, _said("turnover", team, None, _("Shot clock violation"), None)]


def _attack(rules: Rules, state: GameState, clock_ms: int, luck: Random) -> Moves:
    drawn: Team = luck.choice(TEAMS)
    team: Team = state.attacking or drawn
    play: Callable[[Rules, GameState, Team, int, Random], Moves] = luck.choices(
        (_basket, _miss, _turnover, _foul, _timeout), weights=(33, 37, 13, 13, 4)
    )[0]
    return (play if clock_ms else _miss)(rules, state, team, clock_ms, luck)


def _basket(_rules: Rules, state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
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
    shooter, passer = _on_court(state.side(team), luck), _on_court(state.side(team), luck)
    assist = passer.id if passer and passer != shooter and luck.random() < 0.7 else None
    return [_said("score", team, shooter, luck.choice(ways), clock_ms, points=points, assist=assist)]


def _miss(_rules: Rules, state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    board: Team = luck.choices((other(team), team), weights=(3, 1))[0]
    shooter, taker = _on_court(state.side(team), luck), _on_court(state.side(board), luck)
    points, later = luck.choices((2, 3), weights=(6, 4))[0], max(0, clock_ms - 1_500)
    moves = [_said("miss", team, shooter, _("%(player)s misses"), clock_ms, points=points)]
    if luck.random() < 0.12:
        blocker = _on_court(state.side(other(team)), luck)
        moves.append(_said("block", other(team), blocker, _("%(player)s blocks the shot"), clock_ms))
    return [*moves, _said("rebound", board, taker, _("%(player)s takes the rebound"), later, offensive=board == team)]


def _turnover(_rules: Rules, state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    loser, thief = _on_court(state.side(team), luck), _on_court(state.side(other(team)), luck)
    moves = [_said("turnover", team, loser, _("%(player)s loses the ball"), clock_ms)]
    if luck.random() < 0.5:
        moves.append(_said("steal", other(team), thief, _("%(player)s steals the ball"), clock_ms))
    return moves


def _foul(rules: Rules, state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    defence: Team = other(team)
    side, shooter = state.side(defence), _on_court(state.side(team), luck)
    fouler = _on_court(side, luck)
    moves: Moves = [
        ClockStop(clock_ms=clock_ms),
        _said("foul", defence, fouler, _("Foul by %(player)s"), None),
    ]
    bonus = rules.in_bonus(period=state.period, fouls=side.fouls + 1, late_fouls=side.late_fouls)
    if bonus or luck.random() < 0.3:
        moves += [_free_throw(team, shooter, luck) for _shot in range(2)]
        if moves[-1].kind == "miss":
            moves.append(ClockStart())
            taker = _on_court(side, luck, but=fouler)
            moves.append(_said("rebound", defence, taker, _("%(player)s takes the rebound"), None, offensive=False))
    return moves


def _free_throw(team: Team, shooter: Player | None, luck: Random) -> AnyCommand:
    if luck.random() < 0.77:
        return _said("score", team, shooter, _("%(player)s makes the free throw"), None, points=1)
    return _said("miss", team, shooter, _("%(player)s misses the free throw"), None, points=1)


def _timeout(rules: Rules, state: GameState, team: Team, clock_ms: int, luck: Random) -> Moves:
    taken = state.side(team).timeouts
    if rules.timeouts_left(period=state.period, clock_ms=clock_ms, taken=taken) == 0:
        return _basket(rules, state, team, clock_ms, luck)
    return [Timeout(team=team, clock_ms=clock_ms)]


def _replacements(rules: Rules, state: GameState, luck: Random) -> Moves:
    """Somebody for each player who is out of the game."""
    moves: Moves = []
    for team in TEAMS:
        side = state.side(team)
        bench = _bench(rules, side)
        luck.shuffle(bench)
        for player in side.on_court:
            if rules.out_by(side.figures(player)):
                goes_in = bench.pop() if bench else None
                moves.append(Substitution(team=team, goes_in=goes_in, goes_out=player))
    return moves


def _bring_on(rules: Rules, state: GameState, luck: Random) -> Moves:
    """Now and then a fresh player for each team, while play rests."""
    moves: Moves = []
    for team in TEAMS:
        side = state.side(team)
        bench = _bench(rules, side)
        if bench and luck.random() < 0.25:
            moves.append(Substitution(team=team, goes_in=luck.choice(bench), goes_out=luck.choice(side.on_court)))
    return moves


def _bench(rules: Rules, side: Side) -> list[str]:
    if not side.on_court:
        return []
    ids = [player.id for player in side.roster if player.id not in side.on_court]
    return [player for player in ids if not rules.out_by(side.figures(player))]


def _on_court(side: Side, luck: Random, *, but: Player | None = None) -> Player | None:
    ids = [player for player in side.on_court if but is None or player != but.id]
    return side.player(luck.choice(ids)) if ids else None


def _said(kind: str, team: Team, player: Player | None, words: str, clock_ms: int | None, **more: Any) -> AnyCommand:
    """A play in words of its own when its player is known; the board has words for the others."""
    nameless = "%(player)s" in words and player is None
    text = "" if nameless else words % {"player": player.name if player else ""}
    said = {"kind": kind, "team": team, "player": player.id if player else None, "text": text, "clock_ms": clock_ms}
    return read_command(said | more)

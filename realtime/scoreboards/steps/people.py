"""Who plays: rosters, line-ups, and what is counted for a player or refused because of one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from project.base.errors import Refusal
from realtime.scoreboards.commands import Roster, Substitution
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.sides import NOBODY, Player, Side, Team
from realtime.scoreboards.state import GameState, starters


class PlayerUnknown(Refusal):
    """No player of this team has this id."""

    message = _("This player is not on the team's roster.")


class PlayerFouledOut(Refusal):
    """The player has reached the limit of fouls, or was disqualified."""

    message = _("This player is out of the game.")


class PlayerNotOnCourt(Refusal):
    """The line-up is known, and the player is on the bench."""

    message = _("This player is not on the court: substitute first.")


class PlayerOnCourt(Refusal):
    """Who is to come in is there already."""

    message = _("This player is already on the court.")


class CourtIsFull(Refusal):
    """Somebody must go out first."""

    message = _("As many players as may play are on the court: say who goes out.")


class PlayerListedTwice(Refusal):
    """Two lines of a roster have the same id."""

    message = _("Two players of this roster have the same id.")


class NumberTaken(Refusal):
    """Two players of a team have the same number."""

    message = _("Two players of a team cannot have the same number.")


class PlayerHasPlays(Refusal):
    """The new roster leaves out somebody who has played."""

    message = _("A player who has plays in this game cannot be taken off the roster.")


def roster(rules: Rules, state: GameState, command: Roster, _at: datetime) -> GameState:
    """Replace a team's list of players; before the game the starters take the court."""
    side = state.side(command.team)
    players = tuple(Player(**listed.model_dump()) for listed in command.players)
    _assert_unique(players)
    ids = {player.id for player in players}
    gone = sorted(side.players.keys() - ids - {NOBODY})
    if gone:
        raise PlayerHasPlays(player=gone[0])
    stay = state.status == "live" and side.on_court and ids.issuperset(side.on_court)
    on_court = side.on_court if stay else starters(rules, players)
    return state.with_side(command.team, roster=players, on_court=on_court)


def substitution(rules: Rules, state: GameState, command: Substitution, _at: datetime) -> GameState:
    """Let players change places; where no line-up is known, only the names are looked at."""
    goes_in, goes_out = command.goes_in, command.goes_out
    if command.team is None:
        if goes_in or goes_out:
            raise PlayerUnknown(player=goes_in or goes_out)
        return state
    side = state.side(command.team)
    for player in filter(None, (goes_in, goes_out)):
        _assert_known(side, player)
    if goes_in and rules.out_by(side.figures(goes_in)):
        raise PlayerFouledOut(player=goes_in)
    if not side.on_court:
        return state
    return state.with_side(command.team, on_court=_changed(rules, side, goes_in, goes_out))


def assert_may_play(rules: Rules, state: GameState, team: Team | None, player: str | None) -> None:
    """A play names nobody, or somebody who is on the roster, in the game, and on the court."""
    if player is None:
        return
    if team is None:
        raise PlayerUnknown(player=player)
    side = state.side(team)
    _assert_known(side, player)
    if rules.out_by(side.figures(player)):
        raise PlayerFouledOut(player=player)
    if side.on_court and player not in side.on_court:
        raise PlayerNotOnCourt(player=player)


def credited(state: GameState, team: Team | None, player: str | None, figure: str, by: int = 1) -> GameState:
    """Count something for a player, or for the team itself when no player is named."""
    if team is None:
        return state
    side = state.side(team).counting(player or NOBODY, figure, by)
    return replace(state, home=side) if team == "home" else replace(state, away=side)


def _assert_known(side: Side, player: str) -> None:
    if side.player(player) is None:
        raise PlayerUnknown(player=player)


def _assert_unique(players: Iterable[Player]) -> None:
    ids: set[str] = set()
    numbers: set[str] = set()
    for player in players:
        if player.id in ids:
            raise PlayerListedTwice(player=player.id)
        if player.number and player.number in numbers:
            raise NumberTaken(number=player.number)
        ids.add(player.id)
        numbers.add(player.number)


def _changed(rules: Rules, side: Side, goes_in: str | None, goes_out: str | None) -> tuple[str, ...]:
    if goes_out and goes_out not in side.on_court:
        raise PlayerNotOnCourt(player=goes_out)
    if goes_in and goes_in in side.on_court:
        raise PlayerOnCourt(player=goes_in)
    # The place of who goes out is taken, so that a line-up keeps its order for those who read it.
    line_up = [goes_in if player == goes_out else player for player in side.on_court]
    if goes_in and not goes_out:
        line_up.append(goes_in)
    if len(line_up) > rules.on_court:
        raise CourtIsFull
    return tuple(filter(None, line_up))

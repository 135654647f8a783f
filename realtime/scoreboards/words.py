"""What a play is called when nobody wrote words for it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from realtime.scoreboards.commands import AnyCommand, Score, Substitution
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState

Sentence = Callable[[Any, str, str], str]


def sentence(command: AnyCommand, state: GameState, rules: Rules) -> str:
    """A short sentence in the active language, for the state that the command led to."""
    team = getattr(command, "team", None)
    name = state.side(team).name if team else ""
    if isinstance(command, Score | Substitution):
        return _with_others(command, state, name)
    if player := state.player(team, getattr(command, "player", None)):
        name = player.called
    words = SENTENCES.get(command.kind)
    return words(command, name, rules.label(state.period)) if words else _told(command.kind, name)


def words_of(command: AnyCommand, state: GameState, rules: Rules) -> str:
    """The sender's words, or ours in the site's language: the same for all who read along."""
    if command.text:
        return command.text
    with translation.override(settings.LANGUAGE_CODE):
        return sentence(command, state, rules)


def _with_others(command: Score | Substitution, state: GameState, name: str) -> str:
    called = {
        role: player.called
        for role in ("player", "assist", "goes_in", "goes_out")
        if (player := state.player(command.team, getattr(command, role, None)))
    }
    if isinstance(command, Substitution):
        return _substitution(called, name)
    points = command.points
    text = ngettext("%(name)s: %(points)d point", "%(name)s: %(points)d points", points)
    told = text % {"name": called.get("player", name), "points": points}
    return (
        _("%(play)s (assist: %(player)s)") % {"play": told, "player": called["assist"]} if "assist" in called else told
    )


def _substitution(called: dict[str, str], name: str) -> str:
    words = {"name": name, **called}
    if "goes_in" in called and "goes_out" in called:
        return _("%(name)s: %(goes_in)s in for %(goes_out)s") % words
    if "goes_in" in called:
        return _("%(name)s: %(goes_in)s comes in") % words
    if "goes_out" in called:
        return _("%(name)s: %(goes_out)s goes out") % words
    return _told("substitution", name)


def _rebound(command: Any, name: str, _period: str) -> str:
    kinds = {True: _("offensive rebound"), False: _("defensive rebound"), None: _("rebound")}
    return _of(name, kinds[command.offensive])


def _miss(command: Any, name: str, _period: str) -> str:
    if command.points is None:
        return _told("miss", name)
    text = ngettext("missed shot for %(points)d point", "missed shot for %(points)d points", command.points)
    return _of(name, text % {"points": command.points})


def _shot_reset(command: Any, _name: str, _period: str) -> str:
    return _("Shot clock reset") if command.to == "full" else _("Shot clock reset to the short time")


def _shot_set(command: Any, _name: str, _period: str) -> str:
    return _("Shot clock set to %(seconds)s s") % {"seconds": f"{command.remaining_ms / 1000:.1f}"}


def _correct(command: Any, name: str, _period: str) -> str:
    return _("%(name)s: score corrected by %(points)+d") % {"name": name, "points": command.points}


def _foul(command: Any, name: str, _period: str) -> str:
    kinds = {
        "personal": _("personal foul"),
        "offensive": _("offensive foul"),
        "technical": _("technical foul"),
        "unsportsmanlike": _("unsportsmanlike foul"),
        "disqualifying": _("disqualifying foul"),
        "bench": _("bench foul"),
    }
    return f"{name}: {kinds[command.foul]}"


def _undo(command: Any, _name: str, _period: str) -> str:
    text = ngettext("%(count)d command undone", "%(count)d commands undone", command.count)
    return text % {"count": command.count}


def _fouls(command: Any, name: str, _period: str) -> str:
    return _("%(name)s: team fouls corrected to %(fouls)d") % {"name": name, "fouls": command.fouls}


def _period(_command: Any, _name: str, period: str) -> str:
    return _("Period corrected: %(period)s") % {"period": period}


def _arrow(_command: Any, name: str, _period: str) -> str:
    return _("Possession: %(name)s") % {"name": name} if name else _("Possession: nobody")


def _timeout(_command: Any, name: str, _period: str) -> str:
    return _("Timeout: %(name)s") % {"name": name}


def _next_period(_command: Any, _name: str, period: str) -> str:
    return _("Start of %(period)s") % {"period": period}


def _told(kind: str, name: str) -> str:
    kinds = {
        "miss": _("missed shot"),
        "rebound": _("rebound"),
        "turnover": _("turnover"),
        "steal": _("steal"),
        "block": _("block"),
        "jump_ball": _("jump ball"),
        "substitution": _("substitution"),
        "roster": _("roster"),
        "shot_start": _("shot clock started"),
        "shot_stop": _("shot clock held"),
        "shot_off": _("shot clock switched off"),
        "teams": _("teams changed"),
        "clock_start": _("clock started"),
        "clock_stop": _("clock stopped"),
        "clock_set": _("clock set"),
        "reset": _("game started again"),
        "final": _("final"),
    }
    return _of(name, kinds.get(kind, _("note")))


def _of(name: str, word: str) -> str:
    return f"{name}: {word}" if name else word.capitalize()


SENTENCES: dict[str, Sentence] = {
    "correct": _correct,
    "correct_fouls": _fouls,
    "correct_period": _period,
    "foul": _foul,
    "miss": _miss,
    "rebound": _rebound,
    "shot_reset": _shot_reset,
    "shot_set": _shot_set,
    "undo": _undo,
    "possession": _arrow,
    "timeout": _timeout,
    "period_next": _next_period,
}

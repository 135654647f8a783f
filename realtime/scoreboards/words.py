"""What a play is called when nobody wrote words for it."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from realtime.scoreboards.commands import AnyCommand
from realtime.scoreboards.rules import Rules
from realtime.scoreboards.state import GameState

Sentence = Callable[[Any, str, str], str]


def sentence(command: AnyCommand, state: GameState, rules: Rules) -> str:
    """A short sentence in the active language, for the state that the command led to."""
    team = getattr(command, "team", None)
    name = state.side(team).name if team else ""
    words = SENTENCES.get(command.kind)
    return words(command, name, rules.label(state.period)) if words else _told(command.kind, name)


def _score(command: Any, name: str, _period: str) -> str:
    points = command.points
    text = ngettext("%(name)s: %(points)d point", "%(name)s: %(points)d points", points)
    return text % {"name": name, "points": points}


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
        "teams": _("teams changed"),
        "clock_start": _("clock started"),
        "clock_stop": _("clock stopped"),
        "clock_set": _("clock set"),
        "reset": _("game started again"),
        "final": _("final"),
    }
    word = kinds.get(kind, _("note"))
    return f"{name}: {word}" if name else word.capitalize()


SENTENCES: dict[str, Sentence] = {
    "score": _score,
    "correct": _correct,
    "foul": _foul,
    "undo": _undo,
    "possession": _arrow,
    "timeout": _timeout,
    "period_next": _next_period,
}

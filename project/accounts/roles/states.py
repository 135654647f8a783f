"""The states of an application, and which may follow which: checked when this is read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How an application stands."""

    APPLIED = "applied", _("waiting for us")
    CHANGES_REQUESTED = "changes_requested", _("waiting for you")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


NEXT: dict[State, frozenset[State]] = {
    State.APPLIED: frozenset({State.CHANGES_REQUESTED, State.APPROVED, State.DECLINED, State.WITHDRAWN}),
    State.CHANGES_REQUESTED: frozenset({State.APPLIED, State.DECLINED, State.WITHDRAWN}),
    State.APPROVED: frozenset(),
    State.DECLINED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
FIRST = State.APPLIED
OPEN = tuple(state for state, following in NEXT.items() if following)


class GraphIsBroken(Exception):
    """A state nobody can reach or leave: a mistake in the code."""


def check(graph: dict[State, frozenset[State]]) -> None:
    """Every state is in it, is reached from the first, and leads to an end. Raises `GraphIsBroken`."""
    ends = {state for state, following in graph.items() if not following}
    for state in State:
        if state not in graph or state not in reached(graph, FIRST) or not ends & reached(graph, state):
            raise GraphIsBroken(state)


def reached(graph: dict[State, frozenset[State]], start: State) -> set[State]:
    """This state, and all that can follow it sooner or later."""
    found, ahead = set[State](), [start]
    while ahead:
        state = ahead.pop()
        if state not in found:
            found.add(state)
            ahead += graph.get(state, frozenset())
    return found


def may_follow(state: str, following: State) -> bool:
    """Whether an application in this state may come into that one."""
    return following in NEXT[State(state)]


check(NEXT)

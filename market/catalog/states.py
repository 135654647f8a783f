"""How a listing and a change may come to stand otherwise: two graphs, checked when this is read."""

from market.catalog.models import ChangeState, ListingState

FIRST = ListingState.DRAFT
# What is live stays live: from then on only its changes are judged.
LISTING: dict[str, frozenset[str]] = {
    ListingState.DRAFT: frozenset({ListingState.SUBMITTED}),
    ListingState.SUBMITTED: frozenset(
        {ListingState.DRAFT, ListingState.REQUIRES_CHANGES, ListingState.APPROVED, ListingState.DECLINED}
    ),
    ListingState.REQUIRES_CHANGES: frozenset({ListingState.SUBMITTED}),
    ListingState.DECLINED: frozenset({ListingState.SUBMITTED}),
    ListingState.APPROVED: frozenset(),
}
CHANGE: dict[str, frozenset[str]] = {
    ChangeState.OPEN: frozenset({ChangeState.SUBMITTED, ChangeState.WITHDRAWN}),
    ChangeState.SUBMITTED: frozenset(
        {
            ChangeState.OPEN,
            ChangeState.REQUIRES_CHANGES,
            ChangeState.APPROVED,
            ChangeState.DECLINED,
            ChangeState.WITHDRAWN,
        }
    ),
    ChangeState.REQUIRES_CHANGES: frozenset({ChangeState.SUBMITTED, ChangeState.WITHDRAWN}),
    ChangeState.APPROVED: frozenset(),
    ChangeState.DECLINED: frozenset(),
    ChangeState.WITHDRAWN: frozenset(),
}
EDITED_IN_PLACE = frozenset({ListingState.DRAFT, ListingState.REQUIRES_CHANGES, ListingState.DECLINED})


class GraphIsBroken(Exception):
    """A state nobody can reach: a mistake in the code."""


def check(graph: dict[str, frozenset[str]], first: str) -> None:
    """Every state is reached from the first. Raises `GraphIsBroken`."""
    found, ahead = set[str](), [first]
    while ahead:
        state = ahead.pop()
        if state not in found:
            found.add(state)
            ahead += graph[state]
    if missing := graph.keys() - found:
        raise GraphIsBroken(sorted(missing))


check(LISTING, FIRST)
check(CHANGE, ChangeState.OPEN)

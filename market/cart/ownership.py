"""Who has what already: orders lie above the cart, and register here how they are asked."""

from collections.abc import Callable, Collection

# A person's row and rows of tiers; which of these they have by a grant that stands.
type Owns = Callable[[int, Collection[int]], set[int]]
_asked: list[Owns] = []


def register_ownership(owns: Owns) -> None:
    """Have `owns(person_id, tier_pks)` say which of these tiers somebody has; registering again changes nothing."""
    if owns not in _asked:
        _asked.append(owns)


def owned_among(person_id: int, tier_pks: Collection[int]) -> set[int]:
    """Those of these tiers that somebody has already."""
    return set[int]().union(*(owns(person_id, tier_pks) for owns in _asked)) if tier_pks else set()

"""Views that others wrote and mount themselves: whom they let in, and what holds them to it."""

from project.accounts.access import Access, Who

# Beginnings of routes, the longest first. Whatever can be held by `access()` has no business here.
OTHERS: dict[str, tuple[Access, str]] = {
    "api/": (Access(who=Who.PUBLIC), "ninja's own name for where the API begins: always 404, no page behind it"),
}
EXACT = frozenset({"api/"})


def access_of_others(route: str) -> Access | None:
    """What this table says of a route, None when it says nothing."""
    for beginning, (said, _reason) in OTHERS.items():
        if route == beginning or (beginning not in EXACT and route.startswith(beginning)):
            return said
    return None

"""Following a seller: hearing of what they offer anew."""

from typing import Any

from project.accounts.visitors import Visitor


def follow_facts(visitor: Visitor, seller_id: int) -> dict[str, Any]:
    """Whether this visitor follows the seller, and how many do."""
    return {}

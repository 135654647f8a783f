"""Following a seller: hearing of what they offer anew."""

from typing import Any

from market.finding.queries import count_followers, is_following
from project.accounts.models import User
from project.accounts.visitors import Visitor


def follow_facts(visitor: Visitor, seller: User) -> dict[str, Any]:
    """Whether this visitor follows the seller, and how many do."""
    return {
        "is_following": visitor.user_id is not None and is_following(visitor.user_id, seller.public_id),
        "is_member": visitor.user_id is not None,
        "followers": count_followers(seller),
    }

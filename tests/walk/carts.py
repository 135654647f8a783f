"""What is in Ada's cart: something that Dee sells."""

from typing import Any

from market.cart.actions import add
from project.accounts.models import Role, User
from project.base import clock
from tests.market.people import member, product, tier_of


def make_cart(ada: User) -> dict[str, Any]:
    """The line, the tier that it is of, and who sells it."""
    dee = member("Dee", roles=[Role.SELLER])
    tier = tier_of(product(dee, title="Walked", most=9))
    line = add(person_id=ada.pk, tier_id=tier.public_id, now=clock.now())
    return {"cart_line": line.public_id, "cart_tier": tier.public_id, "cart_seller": dee.public_id}

"""How many things are in the visitor's cart, for the button on every page."""

from django import template
from django.db import DatabaseError

from market.cart.queries import count_of
from project.accounts.visitors import Visitor

register = template.Library()


@register.simple_tag
def cart_count(you: Visitor) -> int:
    """One query for somebody who has a row, none for anybody else."""
    if you.person_id is None:
        return 0
    try:
        return count_of(you.person_id)
    except DatabaseError:
        # The page that says that the database is away is drawn too.
        return 0

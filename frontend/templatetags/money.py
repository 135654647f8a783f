"""Amounts as their reader writes them."""

from django import template

from project.base.money import written

register = template.Library()


@register.filter
def money(minor: int | None, currency: str) -> str:
    """1250 and `USD` as $12.50; nothing for no amount."""
    return written(minor, currency) if minor is not None else ""

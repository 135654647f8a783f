"""Endpoints of a guest who signed in are the member's."""

from datetime import datetime

from project.accounts.merging import register_merge
from realtime.webhooks.models import Endpoint


def register() -> None:
    """Make it known to whoever signs people in."""
    register_merge("webhooks", covers=("webhooks.Endpoint.created_by",), merge=merge)


def merge(guest: int, member: int, now: datetime) -> None:
    """Hand them over."""
    Endpoint.objects.filter(created_by=guest).update(created_by=member)

"""The catalogue's news: what changed is marked in the same transaction, and built anew once it is committed."""

from datetime import datetime

from market.finding.indexing.marking import mark_stale
from market.finding.tasks import refresh_later


def hear(product_pk: int, now: datetime) -> None:
    """A product changed."""
    mark_stale([product_pk], now=now)
    refresh_later()

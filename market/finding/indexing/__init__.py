"""Keeping the index: what changed is marked in its own transaction, and built anew by the worker."""

from market.finding.indexing.building import refresh_stale
from market.finding.indexing.marking import mark_missed, mark_stale

__all__ = ["mark_missed", "mark_stale", "refresh_stale"]

"""How long event rows are kept: a browser that was away longer starts again from a snapshot."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from realtime.models import Ticket

# Small bites: a long delete would hold back the clean-up of every other table.
BITE = 5000
DELETE_OLD = """
DELETE FROM realtime_eventrow WHERE ctid = ANY(ARRAY(
    SELECT e.ctid FROM realtime_eventrow e JOIN realtime_topic t ON t.id = e.topic_id
    WHERE e.at < %s AND e.seq <= t.head - %s LIMIT %s
))
"""
KEPT_BEHIND_HEAD = 20


def forget_old_events(*, now: datetime) -> int:
    """Delete event rows older than RT_RETENTION_HOURS, the newest few of each topic aside. Returns how many."""
    before, deleted = now - timedelta(hours=settings.RT_RETENTION_HOURS), 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(DELETE_OLD, [before, KEPT_BEHIND_HEAD, BITE])
            bitten: int = cursor.rowcount
        deleted += bitten
        if bitten < BITE:
            return deleted


def forget_old_tickets(*, now: datetime) -> int:
    """Delete tickets that can no longer be redeemed. Returns how many."""
    return Ticket.objects.filter(expires_at__lt=now).delete()[0]

"""What is kept of programs, and for how long."""

from datetime import datetime, timedelta

from django.db.models import Q

from project.accounts.tokens.families import IDLE
from project.accounts.tokens.models import ApiKey, Family, Refresh
from project.accounts.tokens.registering import forget_old_verifications

# Somebody who asks what became of a key or a sign-in is told for three months.
KEPT = timedelta(days=90)


def forget_what_is_over(*, now: datetime) -> int:
    """Delete families and keys that ended three months ago, used refresh tokens, old codes. Returns how many rows.

    A refresh token that was used a month ago is still refused; that it came again is then no longer noticed.
    """
    families = Family.objects.filter(Q(ended_at__lte=now - KEPT) | Q(idle_at__lte=now - KEPT)).delete()[0]
    used = Refresh.objects.filter(used_at__lte=now - IDLE).delete()[0]
    keys = ApiKey.objects.filter(Q(revoked_at__lte=now - KEPT) | Q(expires_at__lte=now - KEPT)).delete()[0]
    return families + used + keys + forget_old_verifications(now=now)

"""Deleting people for good: everything of one person in one transaction, or nothing; a sweep asks again."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from project.accounts import endings
from project.accounts.models import User
from project.accounts.profiles.deletion.registry import blocked_by, erasures
from project.accounts.profiles.models import AccountDeletion

log = structlog.get_logger(__name__)
PAUSE = timedelta(hours=1)
State = AccountDeletion.State


def erase_due(*, now: datetime) -> int:
    """Delete everybody whose day has come. Returns how many."""
    due = AccountDeletion.objects.filter(state=State.WAITING, due_at__lte=now)
    erased = 0
    for pk in list(due.exclude(leased_until__gt=now).values_list("pk", flat=True)):
        try:
            erased += erase_person(deletion_pk=pk, now=now)
        except Exception:
            # One room that cannot forget somebody must not keep others from being forgotten.
            log.exception("erasure_failed", deletion=pk)
            AccountDeletion.objects.filter(pk=pk, state=State.WAITING).update(leased_until=now + PAUSE)
    return erased


def erase_person(*, deletion_pk: int, now: datetime) -> bool:
    """Delete one person for good; False when it was taken back, is done, or something stands in the way."""
    with transaction.atomic():
        # The person first, as those who take it back do; then the wish cannot change any more.
        person_id = AccountDeletion.objects.values_list("person_id", flat=True).get(pk=deletion_pk)
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        waiting = AccountDeletion.objects.filter(pk=deletion_pk, state=State.WAITING, due_at__lte=now)
        if not waiting.exists():
            return False
        if reasons := blocked_by(person_id):
            waiting.update(blocked_by=next(iter(reasons)), leased_until=now + PAUSE)
            return False
        for erasure in erasures():
            erasure.erase(person_id, now)
        waiting.update(state=State.DONE, ended_at=now, leased_until=None, blocked_by="")
        endings.end_person_later(user_id=person_id)
    log.info("person_erased", deletion=deletion_pk)
    return True

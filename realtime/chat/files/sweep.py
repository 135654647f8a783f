"""Forgetting files that nobody sent, and those whose message was taken back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from project.base.storage import private_files
from realtime.chat.models import Attachment, Message

KEPT_WAITING = timedelta(days=1)
BITE = 100


def forget_files(*, now: datetime) -> int:
    """Delete what was put in a day ago and never sent, and what hangs on deleted messages. Returns how many."""
    waiting = Attachment.objects.filter(message=None, created_at__lt=now - KEPT_WAITING)
    taken_back = Attachment.objects.filter(message__in=Message.objects.exclude(deleted=""))
    return sum(_forget_all(due) for due in (waiting, taken_back))


def _forget_all(due: QuerySet[Attachment]) -> int:
    forgotten = 0
    while bitten := _forget_some(due):
        forgotten += bitten
    return forgotten


@transaction.atomic
def _forget_some(due: QuerySet[Attachment]) -> int:
    # Locked, so that none is sent while it goes; the disk first, so that no row is lost before its file.
    found = list(due.select_for_update(of=("self",), skip_locked=True)[:BITE])
    files = private_files()
    for file in found:
        for path in filter(None, (file.path, file.small_path)):
            files.delete(path)
    Attachment.objects.filter(pk__in=[file.pk for file in found]).delete()
    return len(found)

"""Writing letters: a row in the transaction of whatever the letter tells, sent by a worker after the commit."""

from datetime import datetime
from typing import Any

import orjson
from django.conf import settings

from project.base import clock
from project.base.errors import Refusal
from project.base.sealed import seal
from project.mail.models import Letter, LetterState
from project.mail.tasks import deliver_later


class LetterIsGone(Refusal):
    """What was sent or dropped cannot be sent again: its facts are erased."""


def send_letter(
    *,
    template: str,
    to: str,
    facts: dict[str, Any],
    key: str,
    language: str = "",
    good_until: datetime | None = None,
) -> None:
    """Have a letter sent once this transaction commits; a second one of the same `key` is none.

    `facts` (JSON; sealed, and erased once sent) are what the templates `mail/<template>…` show. Where PUBLIC_URL is
    not set, `facts["site"]` says where the reader finds us. After `good_until` the letter is of no use, and dropped.
    """
    now = clock.now()
    letter = Letter(
        key=key,
        to=to,
        template=template,
        language=language or settings.LANGUAGE_CODE,
        sealed_facts=seal(orjson.dumps(facts).decode()),
        due_at=now,
        good_until=good_until,
        created_at=now,
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    deliver_later(letter.public_id)


def resend_letter(letter: Letter, *, now: datetime) -> None:
    """Try a failed letter again from the beginning; raises `LetterIsGone` for any other."""
    again = Letter.objects.filter(pk=letter.pk, state=LetterState.FAILED)
    if not again.update(state=LetterState.QUEUED, attempts=0, due_at=now):
        raise LetterIsGone
    deliver_later(letter.public_id)

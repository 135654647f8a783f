"""Work of letters: send on commit, again when it is time, and look for what was lost."""

import structlog
from django.db import transaction
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task
from redis.exceptions import RedisError

from project.base import clock
from project.mail import sending

log = structlog.get_logger()


def deliver_later(letter_id: str) -> None:
    """Have this letter sent when this transaction commits."""
    transaction.on_commit(lambda: _enqueue([letter_id]))


def _enqueue(letter_ids: list[str]) -> None:
    try:
        for letter_id in letter_ids:
            deliver(letter_id)
    except RedisError as error:
        # The letter is committed: what is not queued now is found by the next round.
        log.warning("letters_unqueued", error=str(error), letters=letter_ids)


@db_task()  # type: ignore[untyped-decorator]
def deliver(letter_id: str) -> None:
    """Send one letter, and come again when that failed."""
    again_at = sending.deliver_letter(letter_id)
    if again_at is not None:
        deliver.schedule((letter_id,), eta=again_at)


@db_periodic_task(crontab())  # type: ignore[untyped-decorator]
def deliver_what_is_due() -> None:
    """Once a minute: whatever a lost task or a killed worker left."""
    _enqueue(sending.due_letters(now=clock.now()))


@db_periodic_task(crontab(minute="41", hour="3"))  # type: ignore[untyped-decorator]
def forget_letters() -> None:
    """Once a day."""
    sending.forget_old_letters(now=clock.now())

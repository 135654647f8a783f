"""Sending letters: one worker at a time under a lease, with nothing locked while the other side is waited for.

A letter goes out at least once. If the other side took it and its answer was lost, it is sent again, under the same
Message-ID, by which mailboxes tell doubles; a provider that writes an id of its own takes that away.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

import structlog
from anymail.exceptions import AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused
from django.db.models import F, Q, QuerySet

from project.base import clock
from project.mail.models import ENDED, OPEN, Letter, LetterState
from project.mail.rendering import message_of

log = structlog.get_logger()

# Longer than a slow server may take for every step of one letter.
LEASE = timedelta(minutes=5)
WAITS = (30, 120, 600, 3600, 21_600)
PERMANENT = 500
AT_ONCE = 1000
KEPT_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one attempt came to; `state` is QUEUED where another may help."""

    state: LetterState
    says: str = ""


def deliver_letter(letter_id: str) -> datetime | None:
    """Send the letter if it is due and nobody else does; returns when to come again, or None."""
    letter = _take(letter_id, now=clock.now())
    if letter is None:
        return None
    outcome = _try(letter)
    return _remember(letter, outcome, now=clock.now())


def due_letters(*, now: datetime) -> list[str]:
    """Letters whose time has come, and those whose worker was lost; the oldest first, not all of a flood."""
    return list(_waiting(now).order_by("due_at").values_list("public_id", flat=True)[:AT_ONCE])


def forget_old_letters(*, now: datetime) -> int:
    """Delete what came to its end a month ago, failed letters too. Returns how many."""
    old = Letter.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS)).exclude(state__in=OPEN)
    return old.delete()[0]


def _waiting(now: datetime) -> QuerySet[Letter]:
    unleased = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return Letter.objects.filter(unleased, state__in=OPEN, due_at__lte=now)


def _take(letter_id: str, *, now: datetime) -> Letter | None:
    """Lease the letter. Whoever loses the race finds that the condition no longer holds."""
    mine = _waiting(now).filter(public_id=letter_id)
    if not mine.update(state=LetterState.SENDING, leased_until=now + LEASE, attempts=F("attempts") + 1):
        return None
    return Letter.objects.get(public_id=letter_id)


def _try(letter: Letter) -> Outcome:
    if letter.good_until and letter.good_until <= clock.now():
        return Outcome(state=LetterState.DROPPED, says="too late to be of use")
    try:
        message_of(letter).send()
    except (OSError, AnymailError) as error:
        return _failure(error)
    except Exception as error:
        # A template that breaks is a bug of ours: it must be seen, and must not hold back other letters.
        log.exception("letter_broken", letter=letter.public_id, template=letter.template)
        return Outcome(state=LetterState.QUEUED, says=type(error).__name__)
    return Outcome(state=LetterState.SENT)


def _failure(error: Exception) -> Outcome:
    gone = _is_refused_for_good(error)
    return Outcome(state=LetterState.DROPPED if gone else LetterState.QUEUED, says=_words(error))


def _is_refused_for_good(error: Exception) -> bool:
    """Whether the other side knows this address or letter and will never take it; greylisting (4xx) asks to wait."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _says in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= PERMANENT
    return isinstance(error, AnymailRecipientsRefused | AnymailInvalidAddress)


def _words(error: Exception) -> str:
    """What went wrong, without what was sent: a provider's answer may repeat the letter."""
    if isinstance(error, SMTPRecipientsRefused):
        code, says = next(iter(error.recipients.values()))
        return f"{code} {says.decode(errors='replace')}"[:300]
    if isinstance(error, SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"[:300]
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__


def _text(says: bytes | str) -> str:
    return says.decode(errors="replace") if isinstance(says, bytes) else says


def _remember(letter: Letter, outcome: Outcome, *, now: datetime) -> datetime | None:
    """Write down what came of it, unless the lease ran out and another worker has the letter."""
    state, due_at = outcome.state, now
    if state == LetterState.QUEUED:
        if letter.attempts > len(WAITS):
            state = LetterState.FAILED
        else:
            due_at = now + timedelta(seconds=WAITS[letter.attempts - 1])
    changes: dict[str, Any] = {"state": state, "due_at": due_at, "leased_until": None, "last_error": outcome.says}
    if state in ENDED:
        changes["sealed_facts"] = ""
    if state == LetterState.SENT:
        changes["sent_at"] = now
    ours = Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING, leased_until=letter.leased_until)
    kept = ours.update(**changes)
    log.info("letter", letter=letter.public_id, template=letter.template, state=state, attempts=letter.attempts)
    return due_at if kept and state == LetterState.QUEUED else None

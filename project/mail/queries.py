"""Letters to be read: what was written, where files stand for sending."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from project.mail.apps import FILES
from project.mail.models import ENDED, Letter, LetterState
from project.mail.rendering import message_of

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Written:
    """A letter as its reader would find it."""

    id: str
    to: str
    at: datetime
    subject: str
    text: str
    is_sent: bool


def are_files() -> bool:
    """Whether letters leave no further than a folder of this machine."""
    return bool(settings.MAILERS["default"]["BACKEND"] == FILES)


def written_letters(*, to: str = "", limit: int = 50) -> list[Written]:
    """The newest letters with their text, the newest first: those sent from their files, others from their rows."""
    letters = Letter.objects.filter(to__iexact=to) if to else Letter.objects.all()
    told = [_written(letter) for letter in letters[:limit]]
    return [letter for letter in told if letter is not None]


def _written(letter: Letter) -> Written | None:
    try:
        subject, text = _from_file(letter) if letter.state in ENDED else _from_row(letter)
    except Exception as error:
        # A file that was tidied away, a letter that broke: the others can be read all the same.
        log.info("letter_unreadable", letter=letter.public_id, error=type(error).__name__)
        return None
    return Written(
        id=letter.public_id,
        to=letter.to,
        at=letter.sent_at or letter.created_at,
        subject=subject,
        text=text,
        is_sent=letter.state == LetterState.SENT,
    )


def _from_row(letter: Letter) -> tuple[str, str]:
    message: EmailMultiAlternatives = message_of(letter)
    return str(message.subject), str(message.body)


def _from_file(letter: Letter) -> tuple[str, str]:
    file = Path(settings.MAILERS["default"]["OPTIONS"]["folder"]) / f"{letter.public_id}.eml"
    parsed = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = parsed.get_body(preferencelist=("plain",))
    return str(parsed["Subject"]), str(body.get_content()) if body else ""

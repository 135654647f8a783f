"""What was written to somebody, read from the rows: no worker sends while tests run."""

import re

from django.core.mail import EmailMultiAlternatives

from project.mail.models import Letter, LetterState
from project.mail.rendering import message_of

CODE = re.compile(r"\b(?=[A-Z0-9-]*\d)[A-Z0-9]{4}-?[A-Z0-9]{2,4}\b|\b\d{6}\b")


def letters_to(address: str, *, template: str = "") -> list[EmailMultiAlternatives]:
    """The letters waiting for this address as they would be sent, the oldest first."""
    waiting = Letter.objects.filter(to=address, state=LetterState.QUEUED).order_by("pk")
    return [message_of(letter) for letter in waiting if template in {"", letter.template}]


def last_code_to(address: str) -> str:
    """The code in the newest letter to this address."""
    text = str(letters_to(address)[-1].body)
    found = CODE.search(text)
    assert found, f"no code in: {text}"
    return found.group()

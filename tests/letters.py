"""What was written to somebody, read from the rows: no worker sends while tests run."""

from django.core.mail import EmailMultiAlternatives

from project.mail.models import Letter, LetterState
from project.mail.rendering import message_of


def letters_to(address: str) -> list[EmailMultiAlternatives]:
    """The letters waiting for this address as they would be sent, the oldest first."""
    waiting = Letter.objects.filter(to=address, state=LetterState.QUEUED).order_by("pk")
    return [message_of(letter) for letter in waiting]

"""Rows of letters: what is to be sent to one address, how far that has come, and when it is tried again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id


def new_letter_id() -> str:
    """An id for a new letter; its Message-ID is made of it, so that a letter sent twice can be recognised."""
    return public_id("ltr")


class LetterState(models.TextChoices):
    """`dropped` is what nobody takes: the address was refused for good, or the letter came to be of no use."""

    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    DROPPED = "dropped", _("dropped")


OPEN = (LetterState.QUEUED, LetterState.SENDING)
ENDED = (LetterState.SENT, LetterState.DROPPED)


class Letter(models.Model):
    """One letter. Its facts may hold a code: they are sealed, and erased once it is sent or dropped."""

    public_id = models.CharField(max_length=32, unique=True, default=new_letter_id, editable=False)
    key = models.CharField(max_length=200, unique=True)
    to = models.CharField(max_length=254)
    language = models.CharField(max_length=10)
    template = models.CharField(max_length=60)
    sealed_facts = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=LetterState.choices, default=LetterState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    good_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state__in=OPEN), name="letter_due"),
            models.Index(fields=["created_at"], name="letter_created"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENDING, leased_until__isnull=False)
                | (~Q(state=LetterState.SENDING) & Q(leased_until__isnull=True)),
                name="letter_is_leased_while_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at__isnull=True)),
                name="letter_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, sealed_facts="") | (~Q(state__in=ENDED) & ~Q(sealed_facts="")),
                name="letter_facts_are_erased_at_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

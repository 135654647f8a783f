"""What moderators are told, what they did, and what the word filter held back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from realtime.chat.models.messages import Message
from realtime.chat.models.rooms import Room


class Report(models.Model):
    """Somebody finds a message wrong; kept with its words of that moment, until a moderator decides."""

    class State(models.TextChoices):
        """How it was decided."""

        OPEN = "open", _("open")
        DISMISSED = "dismissed", _("dismissed")
        DELETED = "deleted", _("deleted")

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="reports", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports", db_index=False)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    excerpt = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    created_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        indexes: ClassVar = [models.Index(fields=["room", "state", "created_at"], name="report_by_room")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "reporter"], name="one_report_a_person"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "dismissed", "deleted"]), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True) | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="report_decided_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"


class ModerationEntry(models.Model):
    """Who did what to whom and why, for ever: the database lets nobody change or delete it."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="moderation")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=16)
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    excerpt = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("moderation entry")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} in {self.room_id}"


class FilteredMessage(models.Model):
    """What the word filter held back: nobody saw it but moderators."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="filtered")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    word = models.CharField(max_length=60)
    excerpt = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("filtered message")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.word

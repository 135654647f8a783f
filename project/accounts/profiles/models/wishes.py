"""What a person wants to be told of, and how, where that differs from what everybody is told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a person can be told."""

    PAGE = "page", _("On the page")
    MAIL = "mail", _("By letter")
    PUSH = "push", _("By push")


class NotificationWish(models.Model):
    """One kind of news by one channel: wanted or not."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=4, choices=Channel)
    is_wanted = models.BooleanField()

    class Meta:
        verbose_name = _("notification wish")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "channel"], name="one_wish_a_kind_and_channel"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="wish_channel_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"

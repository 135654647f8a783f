"""Ways in and out of a room: invitations, addresses that are shut out, and who is here now."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from realtime.chat.models.rooms import Room


class Invitation(models.Model):
    """A link into a room. Only a digest of its code is kept; it ends by time, by use or by a moderator."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="invitations")
    code_digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    uses_left = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("invitation")

    def __str__(self) -> str:
        return self.code_digest[:8]


class AddressBan(models.Model):
    """New guests from this address may not write in this room for a while."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("address ban")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "digest"], name="one_ban_an_address"),
            models.CheckConstraint(condition=~Q(digest=""), name="address_ban_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class Stay(models.Model):
    """Somebody is here, in however many tabs, since then; forgotten a minute after they were last seen."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="stays", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    last_seen_at = models.DateTimeField(db_index=True)
    announced = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("stay")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "person"], name="one_stay_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}@{self.room_id}"

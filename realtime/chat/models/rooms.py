"""A room: what it is, how far its history has come, and how it may be used."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from realtime.chat.ids import new_room_id

SLOWEST_SECONDS = 21_600


class Room(models.Model):
    """One room. Its row is locked first by every action, and holds the numbers that messages are given."""

    class Kind(models.TextChoices):
        """Who can find it and who may enter."""

        PUBLIC = "public", _("public")
        PRIVATE = "private", _("private")
        DIRECT = "direct", _("direct")
        ATTACHED = "attached", _("attached")

    class State(models.TextChoices):
        """Open; locked: only moderators write; archived: nobody does."""

        OPEN = "open", _("open")
        LOCKED = "locked", _("locked")
        ARCHIVED = "archived", _("archived")

    public_id = models.CharField(max_length=32, unique=True, default=new_room_id, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    slow_seconds = models.PositiveIntegerField(default=0)
    words = models.JSONField(default=list, blank=True)
    # One room for one set of people, and one for one object.
    direct_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - NULLs differ
    object_kind = models.CharField(max_length=20, blank=True)
    object_key = models.CharField(max_length=64, blank=True)
    members_only = models.BooleanField(default=False)
    # A room that once had more than twenty members tells inboxes of mentions alone.
    crowded = models.BooleanField(default=False)
    member_count = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    text_seq = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("room")
        indexes: ClassVar = [models.Index(fields=["kind", "-last_at"], name="room_by_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["public", "private", "direct", "attached"]), name="room_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "locked", "archived"]), name="room_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind="direct", direct_key__isnull=False) | (~Q(kind="direct") & Q(direct_key__isnull=True)),
                name="room_direct_has_its_set",
            ),
            models.CheckConstraint(
                condition=(Q(kind="attached") & ~Q(object_kind="") & ~Q(object_key=""))
                | (~Q(kind="attached") & Q(object_kind="", object_key="")),
                name="room_attached_has_its_object",
            ),
            models.UniqueConstraint(
                fields=["object_kind", "object_key"], condition=Q(kind="attached"), name="one_room_an_object"
            ),
            models.CheckConstraint(condition=Q(slow_seconds__lte=SLOWEST_SECONDS), name="room_slowness_has_an_end"),
            models.CheckConstraint(
                condition=Q(count__lte=F("seq"), text_seq__lte=F("seq")), name="room_counts_what_it_has"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.public_id

    @property
    def is_open_to_all(self) -> bool:
        """Whether nobody needs to be a member to read it."""
        return self.kind == self.Kind.PUBLIC or (self.kind == self.Kind.ATTACHED and not self.members_only)

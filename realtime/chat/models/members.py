"""Who belongs to a room, as what, how they stand, and how far they have read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from realtime.chat.models.rooms import Room


class Member(models.Model):
    """One person in one room. The row stays when they go: it holds a ban, and what they had read."""

    class Role(models.TextChoices):
        """What they may do."""

        OWNER = "owner", _("owner")
        MODERATOR = "moderator", _("moderator")
        MEMBER = "member", _("member")

    class State(models.TextChoices):
        """Whether they belong to the room."""

        IN = "in", _("in")
        LEFT = "left", _("left")
        REMOVED = "removed", _("removed")
        BANNED = "banned", _("banned")

    class Notify(models.TextChoices):
        """What they want to be told of."""

        ALL = "all", _("all")
        MENTIONS = "mentions", _("mentions")
        NOTHING = "nothing", _("nothing")

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=9, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=7, choices=State, default=State.IN)
    muted_until = models.DateTimeField(null=True, blank=True)
    notify = models.CharField(max_length=8, choices=Notify, default=Notify.ALL)
    read_seq = models.PositiveIntegerField(default=0)
    read_count = models.PositiveIntegerField(default=0)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    # Digest of the address a guest wrote from: what a ban by address needs.
    address_digest = models.CharField(max_length=64, blank=True)
    joined_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("member")
        indexes: ClassVar = [models.Index(fields=["person", "state"], name="member_by_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "person"], name="one_membership_a_person"),
            models.CheckConstraint(condition=Q(role__in=["owner", "moderator", "member"]), name="member_role_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["in", "left", "removed", "banned"]), name="member_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(notify__in=["all", "mentions", "nothing"]), name="member_notify_is_known"
            ),
            models.CheckConstraint(condition=Q(state="in") | Q(role="member"), name="only_who_is_in_has_a_role"),
            models.CheckConstraint(condition=Q(read_count__lte=F("read_seq")), name="member_read_what_there_is"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}@{self.room_id} {self.state}"

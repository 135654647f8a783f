"""Messages, and what hangs on them: reactions, mentions, files."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from realtime.chat.ids import new_file_id, new_message_id
from realtime.chat.models.rooms import Room

# Made by migrations: 'simple' words without their accents, and a text in small letters without its punctuation.
SEARCH_CONFIG = "chat_simple"
SEARCH_TEXT = "chat_search_text"


class Message(models.Model):
    """One line of a room's history. Taken back it keeps its place, and loses its words."""

    class Kind(models.TextChoices):
        """What somebody wrote, or what the room noted."""

        TEXT = "text", _("text")
        JOINED = "joined", _("joined")
        LEFT = "left", _("left")
        NOTICE = "notice", _("notice")

    public_id = models.CharField(max_length=32, unique=True, default=new_message_id, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages", db_index=False)
    seq = models.PositiveIntegerField()
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.TEXT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    client_message_id = models.CharField(max_length=64, blank=True)
    # What was asked for under that id: the same asked again is answered again, even after an edit.
    sent_digest = models.CharField(max_length=64, blank=True)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    thread = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    quote = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    reply_count = models.PositiveIntegerField(default=0)
    replied_at = models.DateTimeField(null=True, blank=True)
    # The most bytes this message ever took in a snapshot: it never shrinks, so the newest page only moves on.
    weight = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted = models.CharField(max_length=9, blank=True)
    at = models.DateTimeField()
    words = models.GeneratedField(
        expression=SearchVector(
            models.Func("plain", function=SEARCH_TEXT, output_field=models.TextField()), config=SEARCH_CONFIG
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("message")
        ordering: ClassVar = ["room", "seq"]
        indexes: ClassVar = [
            GinIndex(fields=["words"], name="message_words"),
            models.Index(fields=["room", "at"], name="message_by_time"),
            models.Index(fields=["id"], condition=~Q(deleted=""), name="message_taken_back"),
            models.Index(fields=["thread", "seq"], condition=Q(thread__isnull=False), name="message_by_thread"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "seq"], name="one_message_a_place"),
            models.UniqueConstraint(
                fields=["room", "author", "client_message_id"],
                condition=~Q(client_message_id=""),
                name="one_message_a_client_id",
            ),
            models.CheckConstraint(condition=Q(seq__gte=1, ordinal__lte=F("seq")), name="message_places_start_at_one"),
            models.CheckConstraint(
                condition=Q(kind__in=["text", "joined", "left", "notice"]), name="message_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(deleted__in=["", "author", "moderator"]), name="message_gone_by_whom"),
            models.CheckConstraint(
                condition=Q(deleted="") | Q(body="", html="", plain=""), name="message_gone_has_no_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}#{self.seq} {self.kind}"


class Reaction(models.Model):
    """One emoji of one person under one message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reaction")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "person", "emoji"], name="one_emoji_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.emoji} {self.message_id}"


class Mention(models.Model):
    """A person named in a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("mention")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "person"], name="one_mention_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.message_id}"


class Attachment(models.Model):
    """A file that somebody put into a room: waiting until a message takes it."""

    class Kind(models.TextChoices):
        """Shown, or offered."""

        IMAGE = "image", _("image")
        FILE = "file", _("file")

    public_id = models.CharField(max_length=32, unique=True, default=new_file_id, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="files")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="files")
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(max_length=120)
    mime = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    path = models.CharField(max_length=200)
    small_path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("file")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["created_at"], condition=Q(message__isnull=True), name="file_waiting"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["image", "file"]), name="file_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind="image") | Q(width__isnull=False, height__isnull=False, width__gte=1, height__gte=1),
                name="file_image_has_a_size",
            ),
        ]

    def __str__(self) -> str:
        return self.name

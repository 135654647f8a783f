"""Rows of who works a board: its operators, their seats at the table, and the keys of programs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.base.ids import public_id

BOARD = "scoreboards.Board"
LONGEST_KEY_NAME = 40


class Operator(models.Model):
    """A person who may work a board: who made it, or who showed one of its keys."""

    board = models.ForeignKey(BOARD, on_delete=models.CASCADE, related_name="operators")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="operated")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("operator")
        ordering: ClassVar = ["since", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "person"], name="a_person_operates_a_board_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.board_id}"


class Seat(models.Model):
    """One place at a board's table, made when it is first taken; whoever holds it has a lease, not a right."""

    board = models.ForeignKey(BOARD, on_delete=models.CASCADE, related_name="seats")
    seat = models.CharField(max_length=6)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    lease_until = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("seat")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "seat"], name="a_table_has_each_seat_once"),
            models.CheckConstraint(condition=Q(seat__in=["scorer", "timer", "shot"]), name="seat_is_known"),
            # A person's row may go: then the lease stays behind, and means nothing.
            models.CheckConstraint(
                condition=Q(holder__isnull=True) | Q(lease_until__isnull=False), name="who_sits_has_a_lease"
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(asked_at__isnull=False), name="who_asks_asked_at_some_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} of {self.board_id}"


def new_key_id() -> str:
    """An id for a new key: it names the key in addresses and says nothing of it."""
    return public_id("key")


class BoardKey(models.Model):
    """What a program shows to work one board. Only a digest and the last four characters are kept."""

    board = models.ForeignKey(BOARD, on_delete=models.CASCADE, related_name="keys")
    public_id = models.CharField(max_length=32, unique=True, default=new_key_id, editable=False)
    name = models.CharField(max_length=LONGEST_KEY_NAME)
    hint = models.CharField(max_length=4)
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("board key")
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} …{self.hint}"

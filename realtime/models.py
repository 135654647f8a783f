"""Rows of the live core: a topic's head, its events, one-use tickets, and which incarnation this database is."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_incarnation() -> str:
    """A token no earlier database had: positions of another one must never look like ours."""
    return secrets.token_hex(4)


class Topic(models.Model):
    """How far one topic has come. Its row is locked by `publish` until commit, so positions become visible in order."""

    name = models.CharField(max_length=100, unique=True)
    head = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("topic")
        constraints = [models.CheckConstraint(condition=models.Q(head__gte=0), name="topic_head_is_not_negative")]

    def __str__(self) -> str:
        return f"{self.name}@{self.head}"


class EventRow(models.Model):
    """One committed event with the exact frame that every socket gets."""

    pk = models.CompositePrimaryKey("topic_id", "seq")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    frame = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("event")
        constraints = [models.CheckConstraint(condition=models.Q(seq__gte=1), name="event_seq_starts_at_one")]
        indexes = [models.Index(fields=["at"], name="event_at")]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.seq}"


class Incarnation(models.Model):
    """The one row that says which history this database holds; renewed after a restore (`manage.py renew_epoch`)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=16, default=new_incarnation)

    class Meta:
        verbose_name = _("incarnation")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="incarnation_is_one_row")]

    def __str__(self) -> str:
        return self.token


class Ticket(models.Model):
    """Lets a program without a cookie open one socket. Only a digest is kept; it works once."""

    digest = models.CharField(max_length=64, primary_key=True)
    session_key = models.CharField(max_length=40, blank=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("ticket")

    def __str__(self) -> str:
        return self.digest[:8]

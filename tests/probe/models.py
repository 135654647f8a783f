"""What the probe's topics tell of."""

from typing import ClassVar

from django.db import models


class Mark(models.Model):
    """One value of one key; the rows of a key, in order, are its history."""

    objects: ClassVar[models.Manager["Mark"]]

    key = models.CharField(max_length=64, db_index=True)
    value = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class Member(models.Model):
    """Somebody who may know a secret."""

    objects: ClassVar[models.Manager["Member"]]

    key = models.CharField(max_length=64)
    person = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.person}@{self.key}"

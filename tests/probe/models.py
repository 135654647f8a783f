"""What the probe's topics tell of."""

from django.db import models


class Mark(models.Model):
    """One value of one key; the rows of a key, in order, are its history."""

    key = models.CharField(max_length=64, db_index=True)
    value = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.key}={self.value}"


class Member(models.Model):
    """Somebody who may know a secret."""

    key = models.CharField(max_length=64)
    person = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.person}@{self.key}"

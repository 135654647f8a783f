"""`manage.py renew_epoch`: after a restore, positions of before mean nothing any more."""

from typing import Any

from django.core.management.base import BaseCommand

from realtime.models import Incarnation, new_incarnation


class Command(BaseCommand):
    """Give this database a new incarnation, so that every browser starts again from a snapshot."""

    help = "Run once after restoring a backup: every open page then starts again from a snapshot."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew the token; running processes notice within a second."""
        row, _created = Incarnation.objects.update_or_create(id=1, defaults={"token": new_incarnation()})
        self.stdout.write(f"epoch renewed: {row.token}")

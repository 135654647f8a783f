"""`manage.py up`: everything, with one command, until ctrl-C."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from project import running
from project.embedded import CannotStart


class Command(BaseCommand):
    """Embedded servers where none are named, the database prepared, then the Procfile."""

    help = "Start everything: servers, web, worker and demo. Ctrl-C ends all of it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped; end with 0 only when that was asked for."""
        try:
            reason = running.run_everything(say=self.stdout.write)
        except CannotStart as error:
            raise CommandError(str(error)) from error
        if reason is not None:
            raise CommandError(f"{reason} Everything else was stopped too.")

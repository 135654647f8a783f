"""`manage.py prepare`: what must be done before a new version serves."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Safe to run again, and by one machine while others still serve."""

    help = "Migrate, collect static files (production), load demo data (where DEMO is on)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring database and files up to date."""
        call_command("migrate", interactive=False, verbosity=0)
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO:
            call_command("demo")

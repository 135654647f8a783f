"""`manage.py reset_factors EMAIL`: the way back for an admin whom no other admin can let back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from project.accounts.models import User
from project.accounts.security.actions.ways_back import reset_factors_by_hand
from project.base import clock
from project.base.errors import NotFound


class Command(BaseCommand):
    """Takes somebody's second factors away and ends their sessions; they are told by letter."""

    help = "Takes the second factors of the person with this email away; ends their sessions and writes to them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError("Nobody has this email.")
        try:
            reset_factors_by_hand(person=person, now=clock.now())
        except NotFound as missing:
            raise CommandError("They have no second factor.") from missing
        self.stdout.write("Their factors are gone, their sessions have ended, and a letter says so.")

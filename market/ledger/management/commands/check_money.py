"""`manage.py check_money`: ask the books whether all is as it must be; fails when something differs."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from market.ledger.checks import check_and_keep
from project.base import clock


class Command(BaseCommand):
    """Prints every check with what it found, and keeps the results for the desk."""

    help = "Check the books, and everything that is registered with them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Exit with 1 when something differs."""
        differs = False
        for result in check_and_keep(now=clock.now()):
            differs = differs or bool(result.findings)
            count = f"{len(result.findings)} DIFFER" if result.findings else "ok"
            self.stdout.write(f"{result.name:<16} {count:<10} {result.took_ms:>6} ms  {result.says}")
            for finding in result.findings:
                self.stdout.write(f"    {finding.what}: expected {finding.expected}, found {finding.found}")
        if differs:
            sys.exit(1)

#!/usr/bin/env python
"""Run one of the program's commands: `python manage.py up` starts everything."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")


def main() -> None:
    """Run the command of the command line, and explain a database that is not there."""
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from project.embedded import why_unreachable

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        hint = why_unreachable()
        if hint is None:
            raise
        sys.exit(f"{error}\n{hint}")


if __name__ == "__main__":
    main()

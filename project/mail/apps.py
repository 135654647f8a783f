"""The app of letters."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

FILES = "project.mail.files.FileMailer"


def check_that_letters_leave(**_options: Any) -> list[checks.CheckMessage]:
    """Where people are real, a code in a file of the server reaches nobody."""
    if settings.MAILERS["default"]["BACKEND"] != FILES:
        return []
    hint = "Set MAIL_URL, as in smtp://user:password@host:587"
    return [checks.Warning("Letters are written to files, and nobody gets them.", hint=hint, id="mail.W001")]


class MailConfig(AppConfig):
    """Installed under the label `mail`."""

    name = "project.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have it asked before a deployment."""
        checks.register(check_that_letters_leave, checks.Tags.security, deploy=True)

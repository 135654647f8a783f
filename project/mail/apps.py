"""The app of letters."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Installed under the label `mail`."""

    name = "project.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

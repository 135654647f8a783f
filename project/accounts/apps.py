"""The app of people."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Installed under the label `accounts`."""

    name = "project.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

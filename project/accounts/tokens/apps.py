"""The app of tokens and keys."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """Installed under the label `tokens`."""

    name = "project.accounts.tokens"
    label = "tokens"
    default_auto_field = "django.db.models.BigAutoField"

"""The app of security."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    """Installed under the label `security`."""

    name = "project.accounts.security"
    label = "security"
    default_auto_field = "django.db.models.BigAutoField"

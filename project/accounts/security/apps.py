"""The app of security."""

from django.apps import AppConfig


class SecurityConfig(AppConfig):
    """Installed under the label `security`."""

    name = "project.accounts.security"
    label = "security"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room tells people of their account."""
        from project.accounts.security import telling  # noqa: F401, PLC0415 - needs the models

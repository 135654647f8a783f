"""The app of stored answers."""

from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    """Installed under the label `idempotency`."""

    name = "project.idempotency"
    label = "idempotency"
    default_auto_field = "django.db.models.BigAutoField"

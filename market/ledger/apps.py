"""The app of this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The books."""

    name = "market.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

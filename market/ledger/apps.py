"""The app of the books; they are checked, and tell what they hold of people, from when Django is ready."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The books."""

    name = "market.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the books ask of themselves, and of people who leave."""
        from market.ledger import leaving, own_checks  # noqa: PLC0415 - needs the models

        own_checks.register()
        leaving.register()

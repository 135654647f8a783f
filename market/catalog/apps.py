"""The app of this room."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """What is for sale."""

    name = "market.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make its topics and its words known."""
        from market.catalog import leaving, letters, topics  # noqa: PLC0415 - needs the models

        topics.register_topics()
        letters.register()
        leaving.register()

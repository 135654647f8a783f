"""The app of this room; it makes its topics known when Django is ready."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Journeys that cross domains."""

    name = "market.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the provider, and register topics and checks."""
        from market.flows import checks, listening, topics  # noqa: PLC0415 - needs the models

        topics.register_topics()
        listening.register()
        checks.register()

"""The app of this room."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Journeys that cross domains."""

    name = "market.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"

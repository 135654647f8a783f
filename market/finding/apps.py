"""The app of this room."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """Finding what is for sale."""

    name = "market.finding"
    label = "finding"
    default_auto_field = "django.db.models.BigAutoField"

"""The app of this room."""

from django.apps import AppConfig
from django.conf import settings


class CartConfig(AppConfig):
    """What somebody means to buy."""

    name = "market.cart"
    label = "cart"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make topics and what belongs to people known, and refuse to start with a tax that nobody can work out."""
        from market.cart import leaving, listening, merging, tax, topics  # noqa: PLC0415 - need the models

        tax.check(settings.TAX, settings.TAX_TABLE)
        topics.register_topics()
        merging.register()
        leaving.register()
        listening.register()

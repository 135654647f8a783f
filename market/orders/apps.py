"""The app of this room; it makes its topics known when Django is ready."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """What was bought."""

    name = "market.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register topics, what is held of people, and who owns what."""
        from market.cart.ownership import register_ownership  # noqa: PLC0415 - needs the models
        from market.orders import leaving, topics  # noqa: PLC0415 - needs the models

        topics.register_topics()
        leaving.register()
        register_ownership(leaving.owns)

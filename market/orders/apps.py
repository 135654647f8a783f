"""The app of this room."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """What was bought."""

    name = "market.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"

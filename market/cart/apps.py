"""The app of this room."""

from django.apps import AppConfig


class CartConfig(AppConfig):
    """What somebody means to buy."""

    name = "market.cart"
    label = "cart"
    default_auto_field = "django.db.models.BigAutoField"

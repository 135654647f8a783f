"""The app of this room."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payments and what providers said."""

    name = "market.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

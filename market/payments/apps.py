"""The app of this room; it tells what it holds of people when Django is ready."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Money that comes and goes back."""

    name = "market.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the registries."""
        from market.cart.tax import register_tax  # noqa: PLC0415
        from market.payments import leaving  # noqa: PLC0415 - needs the models
        from market.payments.stripe.tax import StripeTax  # noqa: PLC0415

        leaving.register()
        register_tax("stripe", StripeTax())

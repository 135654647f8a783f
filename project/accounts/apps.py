"""The app of people."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Installed under the label `accounts`."""

    name = "project.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whoever signs in is the guest that their browser was until then."""
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - needs the models

        from project.accounts.merging import take_guest_along  # noqa: PLC0415 - needs the models

        user_logged_in.connect(take_guest_along, dispatch_uid="accounts.take_guest_along")

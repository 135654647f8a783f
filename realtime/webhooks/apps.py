"""The app of outgoing webhooks."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Installed under the label `webhooks`."""

    name = "realtime.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take part when a guest signs in."""
        from realtime.webhooks import leaving, merging  # noqa: PLC0415 - needs the models

        merging.register()
        leaving.register()

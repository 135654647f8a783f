"""The app that carries facts from a commit to every browser that may know them."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """The live core."""

    name = "realtime"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have people's doors closed here too, and tell them what changes about them."""
        from project.accounts import endings  # noqa: PLC0415 - needs the models
        from realtime import leaving, revoke  # noqa: PLC0415 - needs the models
        from realtime.people import topics  # noqa: PLC0415 - needs the models

        endings.register(revoke)
        topics.register_topics()
        leaving.register()

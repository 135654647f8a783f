"""The app of the chat; it makes its topics known when Django is ready."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    """Rooms and messages."""

    name = "realtime.chat"
    label = "chat"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the topics of the chat."""
        from realtime.chat import leaving, merging, topics  # noqa: PLC0415 - needs the models

        topics.register_topics()
        merging.register()
        leaving.register()

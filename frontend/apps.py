"""The app that answers browsers."""

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    """Pages, templates and static files."""

    name = "frontend"

    def ready(self) -> None:
        """Let rooms stand beside boards: neither domain knows the other."""
        from frontend.chat import beside  # noqa: PLC0415 - needs the models

        beside.register_rooms()

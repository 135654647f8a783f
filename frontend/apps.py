"""The app that answers browsers."""

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    """Pages, templates and static files."""

    name = "frontend"

    def ready(self) -> None:
        """Let rooms stand beside boards, and hear what allauth tells of accounts."""
        from frontend.account.roles import way  # noqa: PLC0415 - needs the models
        from frontend.account.security import arrivals  # noqa: PLC0415 - needs the models
        from frontend.account.signin import receivers  # noqa: PLC0415 - needs the models
        from frontend.chat import beside  # noqa: PLC0415 - needs the models
        from frontend.store.arrivals import register_arrivals  # noqa: PLC0415 - needs the models
        from frontend.store.seller import section  # noqa: PLC0415 - needs the models

        way.register()
        receivers.connect()
        arrivals.listen()
        beside.register_rooms()
        register_arrivals()
        section.register()

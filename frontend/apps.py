"""The app that answers browsers."""

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    """Pages, templates and static files."""

    name = "frontend"

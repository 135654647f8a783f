"""The wiring as an app, so that `manage.py` finds its commands."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Holds no tables."""

    name = "project"
    label = "project"

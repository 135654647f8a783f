"""The app that carries facts from a commit to every browser that may know them."""

from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """The live core."""

    name = "realtime"
    default_auto_field = "django.db.models.BigAutoField"

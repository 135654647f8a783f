"""The app of the scoreboards; it makes its topics known when Django is ready."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ScoreboardsConfig(AppConfig):
    """Live games by rule profile."""

    name = "realtime.scoreboards"
    label = "scoreboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register both topics of a board, and keep the rule profiles present."""
        from realtime.scoreboards import leaving, merging, profiles, topics  # noqa: PLC0415 - needs the models

        topics.register_topics()
        merging.register()
        leaving.register()
        post_migrate.connect(profiles.seed_after_flush, sender=self)

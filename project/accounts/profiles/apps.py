"""The app of profiles."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Installed under the label `profiles`."""

    name = "project.accounts.profiles"
    label = "profiles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what of a person is exported and erased here."""
        from project.accounts.profiles import own  # noqa: PLC0415 - needs the models

        own.register()

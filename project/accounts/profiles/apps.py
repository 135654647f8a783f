"""The app of profiles."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Installed under the label `profiles`."""

    name = "project.accounts.profiles"
    label = "profiles"
    default_auto_field = "django.db.models.BigAutoField"

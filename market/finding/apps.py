"""The app of this room; it listens to the catalogue's news and tells the registries of people when Django is ready."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingConfig(AppConfig):
    """Finding what is for sale."""

    name = "market.finding"
    label = "finding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of products that change, and say what is kept of people."""
        from market.catalog import news  # noqa: PLC0415 - needs the models
        from market.finding import following, leaving, listening, merging  # noqa: PLC0415
        from project.accounts.tokens.scopes import register_scope  # noqa: PLC0415

        register_scope("favourites:read", label=_("See your favourites, collections and whom you follow"))
        register_scope("favourites:write", label=_("Change your favourites, collections and whom you follow"))
        news.register(listening.hear)
        following.register()
        merging.register()
        leaving.register()

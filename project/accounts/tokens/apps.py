"""The app of tokens and keys."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TokensConfig(AppConfig):
    """Installed under the label `tokens`."""

    name = "project.accounts.tokens"
    label = "tokens"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who stands behind tokens and keys, and what their people are told of them."""
        from project.accounts.profiles.activity import register_kind  # noqa: PLC0415 - needs the models
        from project.accounts.tokens.programs import visitors_of_families, visitors_of_keys  # noqa: PLC0415 - needs them
        from project.accounts.visitors import register_programs  # noqa: PLC0415 - needs the models

        register_programs("token", visitors=visitors_of_families)
        register_programs("key", visitors=visitors_of_keys)
        register_kind(
            "key_leaked",
            label=_("Key found in the open"),
            words=_("The key %(name)s was found in the open and revoked"),
        )

"""The roles there are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member may be besides a buyer, which everybody is."""

    SELLER = "seller", _("seller")
    CONSIDERER = "considerer", _("considerer")
    AFFILIATE = "affiliate", _("affiliate")
    SUPPORT = "support", _("support")
    ADMIN = "admin", _("admin")


STAFF = (Role.SUPPORT, Role.ADMIN)


def called(role: Role) -> str:
    """What somebody is who has this role, with its article, in the reader's language."""
    phrases = {
        Role.SELLER: _("a seller"),
        Role.CONSIDERER: _("a considerer"),
        Role.AFFILIATE: _("an affiliate"),
        Role.SUPPORT: _("support"),
        Role.ADMIN: _("an admin"),
    }
    return str(phrases[role])

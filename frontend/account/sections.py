"""The pages about oneself, in the order of their list: each room of them adds its line."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One line of the list. `pages` are the url names, besides its own, under which it is the current one."""

    name: str
    label: str | Promise
    url_name: str
    pages: frozenset[str] = frozenset()


SECTIONS: tuple[Section, ...] = (
    Section(
        name="profile",
        label=_("Profile"),
        url_name="profile",
        pages=frozenset({"profile_picture", "profile_pieces", "profile_piece"}),
    ),
    Section(
        name="roles",
        label=_("Roles"),
        url_name="roles",
        pages=frozenset({"role_way", "role_welcome", "role_application", "proofs"}),
    ),
    Section(name="settings", label=_("Settings"), url_name="settings"),
    Section(name="activity", label=_("Activity"), url_name="activity"),
    Section(name="export", label=_("Your data"), url_name="export"),
    Section(
        name="security",
        label=_("Security"),
        url_name="security",
        pages=frozenset({"set_up_factor", "add_totp", "add_passkey", "remove_factor", "make_recovery_codes"}),
    ),
    Section(
        name="keys",
        label=_("Keys and programs"),
        url_name="keys",
        pages=frozenset({"make_api_key", "rotate_api_key", "revoke_api_key"}),
    ),
    Section(name="email", label=_("Email"), url_name="account_email"),
    Section(
        name="password",
        label=_("Password"),
        url_name="account_change_password",
        pages=frozenset({"account_set_password"}),
    ),
    Section(name="connections", label=_("Connected accounts"), url_name="socialaccount_connections"),
)

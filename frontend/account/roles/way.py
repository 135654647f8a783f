"""The steps to each role that pages of ours lead to; later rooms add theirs."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from project.accounts.models import User
from project.accounts.roles.names import Role
from project.accounts.roles.queries import has_asked
from project.accounts.roles.steps import register_step
from project.accounts.security.policy import has_second_factor

ROLES = (Role.SELLER, Role.CONSIDERER, Role.AFFILIATE)


def register() -> None:
    """Put up the signposts."""
    for role in ROLES:
        register_step(
            role,
            "welcome",
            title=_("Know what it means"),
            tip=_("Two minutes of reading: what you get, and what is expected of you."),
            url_name="role_welcome",
            place=10,
        )
        register_step(
            role,
            "profile",
            title=_("Say who you are"),
            tip=_("A name and a few sentences about yourself: people buy from people."),
            url_name="profile",
            place=20,
            is_done=has_introduced_themself,
        )
        register_step(
            role,
            "application",
            title=_("Accept the terms") if role == Role.AFFILIATE else _("Apply"),
            tip=_("You are told by letter, and here, as soon as it is decided."),
            url_name="role_application",
            place=40,
            is_done=partial(has_asked, role=role),
        )
    register_step(
        Role.SELLER,
        "factor",
        title=_("Add a second factor"),
        tip=_("Nothing is paid out to an account that a password alone can open."),
        url_name="security",
        place=30,
        is_done=has_second_factor,
    )


def has_introduced_themself(person_id: int) -> bool:
    """Whether they have a name, and said something about themselves."""
    named = User.objects.filter(pk=person_id).exclude(display_name="")
    return named.exclude(profile__bio="").filter(profile__isnull=False).exists()

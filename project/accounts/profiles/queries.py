"""Finding people who show themselves, and what there is to read of them."""

import re
from dataclasses import dataclass
from datetime import datetime

from project.accounts.models import Role, User
from project.accounts.profiles.handles import find_former
from project.accounts.profiles.models import AccountDeletion, Profile
from project.accounts.profiles.refusals import UnknownPerson

NAME = re.compile(r"[A-Za-z0-9_]{3,32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A profile, and whether it was asked for by the name that it goes by."""

    profile: Profile
    by_its_name: bool


def find_person(name: str, *, now: datetime, viewer_id: int | None = None) -> Found:
    """The profile behind a handle, a former handle or a public id, if this viewer may see it: their own always.

    Raises `UnknownPerson` for nobody and for who does not show themself alike.
    """
    if not NAME.fullmatch(name):
        raise UnknownPerson
    profile = _by_handle(name) or _by_public_id(name, now) or find_former(name.lower(), now=now)
    if profile is None or not may_see(profile, viewer_id=viewer_id):
        raise UnknownPerson
    return Found(profile=profile, by_its_name=name == address_name(profile))


def may_see(profile: Profile, *, viewer_id: int | None) -> bool:
    """Whether this page is shown: nobody's who is switched off or leaving, to others only a public one."""
    if not profile.person.is_active:
        return False
    return profile.person_id == viewer_id or (is_shown(profile) and not is_leaving(profile.person_id))


def is_shown(profile: Profile) -> bool:
    """Whether others see the page: those who sell must have one."""
    return profile.is_public or Role.SELLER in profile.person.roles


def is_leaving(person_id: int) -> bool:
    """Whether they have asked to be deleted and not taken it back."""
    return AccountDeletion.objects.filter(person_id=person_id, state=AccountDeletion.State.WAITING).exists()


def address_name(profile: Profile) -> str:
    """What stands in the address of the page."""
    return profile.handle or profile.person.public_id


def _by_handle(name: str) -> Profile | None:
    return Profile.objects.select_related("person").filter(handle=name.lower()).first()


def _by_public_id(name: str, now: datetime) -> Profile | None:
    person = User.objects.select_related("profile").filter(public_id=name, is_guest=False).first()
    if person is None:
        return None
    # Who never said anything has no row yet, and may all the same sell.
    return getattr(person, "profile", None) or Profile(person=person, changed_at=now)

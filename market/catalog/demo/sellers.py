"""The sellers of the demo: people like the others of it, whom the house itself made sellers."""

from datetime import datetime

from allauth.account.models import EmailAddress

from market.catalog.demo.places import SELLERS, Seller
from project.accounts.demo import DOMAIN, PASSWORD
from project.accounts.models import Role, User
from project.accounts.profiles.actions import profile_of
from project.accounts.roles.actions import put_role


def sellers(*, now: datetime) -> dict[str, User]:
    """Everybody who sells, by the first part of their address, made where they are missing."""
    return {one.address: _person(one, now) for one in SELLERS}


def _person(one: Seller, now: datetime) -> User:
    email = f"{one.address}@{DOMAIN}"
    person = User.objects.filter(email=email).first()
    if person is None:
        person = User.objects.create_user(email, PASSWORD, display_name=one.name, is_demo=True)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    put_role(person, Role.SELLER, by_id=None, reason="demo", now=now)
    profile = profile_of(person.pk, now=now)
    if one.bio and not profile.bio:
        profile.headline, profile.bio, profile.is_public = one.headline, one.bio, True
        profile.save(update_fields=["headline", "bio", "is_public"])
    return person

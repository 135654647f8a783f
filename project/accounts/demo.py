"""People to look around as, one of each role: there while DEMO is on, and nobody can be them otherwise."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from project.accounts.models import Role, RoleChange, User
from project.accounts.profiles.actions import profile_of
from project.accounts.roles.actions import put_role
from project.accounts.roles.applying import apply_for_role
from project.accounts.roles.deciding import approve_application
from project.accounts.roles.facts import TERMS
from project.accounts.roles.models import RoleApplication, Verification
from project.accounts.roles.names import STAFF
from project.accounts.roles.queries import granted_at
from project.base import clock

PASSWORD = "-".join(("look", "around", "freely"))
DOMAIN = "demo.invalid"
# Staff needs a second factor some time after they became staff: here that begins anew whenever the demo does.
RENEWED_AFTER = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """Who they are in the demo; staff is given its roles, everybody else asks for theirs."""

    name: str
    address: str
    roles: tuple[Role, ...] = ()


PEOPLE = (
    Somebody(name="Alma Admin", address="admin", roles=(Role.ADMIN,)),
    Somebody(name="Sam Support", address="support", roles=(Role.SUPPORT,)),
    Somebody(name="Selma Seller", address="seller", roles=(Role.SELLER,)),
    Somebody(name="Timo Tryseller", address="applicant"),
    Somebody(name="Cora Considerer", address="considerer", roles=(Role.CONSIDERER,)),
    Somebody(name="Afra Affiliate", address="affiliate", roles=(Role.AFFILIATE,)),
    Somebody(name="Bruno Buyer", address="buyer"),
)
SELLS: dict[str, Any] = {"what": "Small models that read invoices in nine languages.", "links": [], "country": "IT"}
FACTS: dict[Role, dict[str, Any]] = {
    Role.SELLER: SELLS,
    Role.CONSIDERER: {"knows": "Twelve years of judging language models for newspapers.", "links": []},
    Role.AFFILIATE: {"terms": TERMS},
}


def demo_people() -> QuerySet[User]:
    """Everybody one may be here; nobody while DEMO is off."""
    people = User.objects.filter(is_demo=True, is_active=True) if settings.DEMO else User.objects.none()
    return people.order_by("pk")


def load() -> None:
    """Make these people where they are missing, and open to whoever looks around; a second call changes nothing."""
    now = clock.now()
    with transaction.atomic():
        people = {one.address: _person(one) for one in PEOPLE}
        staff = people["support"]
        for one in PEOPLE:
            _give_roles(people[one.address], one.roles, staff, now)
        if not RoleApplication.objects.filter(person=people["applicant"]).exists():
            apply_for_role(person_id=people["applicant"].pk, role=Role.SELLER, facts=SELLS, now=now)
        _verify(people["seller"], staff, now)
        _introduce(people["seller"], now)


def close_demo() -> int:
    """Where DEMO is off, nobody is a demo person, however they once signed in; how many were closed."""
    if settings.DEMO:
        return 0
    return User.objects.filter(is_demo=True, is_active=True).update(is_active=False)


def _person(one: Somebody) -> User:
    email = f"{one.address}@{DOMAIN}"
    person = User.objects.filter(email=email, is_demo=True).first()
    if person is None:
        person = User.objects.create_user(email, PASSWORD, display_name=one.name, is_demo=True)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    EmailAddress.objects.get_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
    return person


def _give_roles(person: User, roles: tuple[Role, ...], staff: User, now: datetime) -> None:
    for role in roles:
        if role in STAFF:
            _make_staff(person, role, now)
        elif role not in person.roles:
            asked = apply_for_role(person_id=person.pk, role=role, facts=FACTS[role], now=now)
            if asked.decided_at is None:
                approve_application(application_id=asked.public_id, by_id=staff.pk, reason="", now=now)


def _make_staff(person: User, role: Role, now: datetime) -> None:
    since = granted_at(person.pk, role)
    if since is None:
        put_role(person, role, by_id=None, reason="demo", now=now)
    elif since < now - RENEWED_AFTER:
        RoleChange.objects.create(person=person, role=role, kind=RoleChange.Kind.GRANTED, reason="demo", at=now)


def _introduce(person: User, now: datetime) -> None:
    profile = profile_of(person.pk, now=now)
    if not profile.bio:
        profile.headline = "Small models, honestly measured"
        profile.bio = "I build models that read documents, and say what they cannot read."
        profile.save(update_fields=["headline", "bio"])


def _verify(person: User, by: User, now: datetime) -> None:
    for what, shown in ((Verification.What.IDENTITY, person.display_name), (Verification.What.DOMAIN, "example.org")):
        Verification.objects.get_or_create(
            person=person, what=what, shown_as=shown, revoked_at=None, defaults={"at": now, "by": by}
        )

"""Give and take roles: the person's row, the trail of changes and open sockets agree when it is done."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts import endings
from project.accounts.audit.actions import record
from project.accounts.models import User
from project.accounts.profiles.activity import note_activity
from project.accounts.roles import news
from project.accounts.roles.models import RoleChange
from project.accounts.roles.names import STAFF, Role, called
from project.base.errors import Forbidden, NotFound, Refusal


class NotYourOwnRole(Forbidden):
    """Nobody grants themselves anything."""

    message = _("Somebody else has to decide about your roles.")


class RoleNotYours(Forbidden):
    """Staff decides about roles; only an admin decides who is staff."""

    message = _("You may not grant or revoke this role.")


class LastAdmin(Refusal):
    """Without an admin nobody could make another."""

    message = _("This is the last admin. Make somebody else an admin first.")


def grant_role(*, person_id: int, role: Role, by_id: int | None, reason: str, now: datetime) -> bool:
    """Give a member a role; False when they have it already. `by_id` None says that the house itself decided.

    Raises `NotFound` for who is no active member, `NotYourOwnRole`, `RoleNotYours`.
    """
    with transaction.atomic():
        person = _lock(person_id, role, by_id)
        if by_id == person_id:
            raise NotYourOwnRole
        if not person.is_active or person.is_guest:
            raise NotFound
        granted = put_role(person, role, by_id=by_id, reason=reason, now=now)
        if granted:
            _tell(person, "role_granted", role, by_id, reason, now)
        return granted


def revoke_role(*, person_id: int, role: Role, by_id: int | None, reason: str, now: datetime) -> bool:
    """Take a role away; False when they have it not. Everybody may give up a role of their own.

    Raises `NotFound`, `RoleNotYours`, `LastAdmin`.
    """
    with transaction.atomic():
        person = _lock(person_id, role, by_id)
        if role not in person.roles:
            return False
        if role == Role.ADMIN and not _other_admins(person):
            raise LastAdmin
        _keep(person, [kept for kept in person.roles if kept != role])
        _note(person, role, RoleChange.Kind.REVOKED, by_id, reason, now)
        _tell(person, "role_revoked", role, by_id, reason, now)
        return True


def put_role(person: User, role: Role, *, by_id: int | None, reason: str, now: datetime) -> bool:
    """Give a role to a person whose row is locked; False when they have it. The caller decides, records and tells."""
    if role in person.roles:
        return False
    _keep(person, [*person.roles, role])
    _note(person, role, RoleChange.Kind.GRANTED, by_id, reason, now)
    return True


def may_decide(by: User | None, role: Role) -> bool:
    """Whether this person may grant and revoke this role: staff may, and only an admin where it makes staff."""
    if by is None or not by.is_active:
        return False
    needed = [Role.ADMIN] if role in STAFF else STAFF
    return not set(by.roles).isdisjoint(needed)


def _lock(person_id: int, role: Role, by_id: int | None) -> User:
    # Whoever decides is locked along, so that they are staff until it is done; and all admins where one may go,
    # or two could send each other away. By pk, so that nobody waits in a circle.
    asked = {person_id, *([by_id] if by_id else [])}
    if role == Role.ADMIN:
        asked.update(User.objects.filter(roles__contains=[Role.ADMIN]).values_list("pk", flat=True))
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=asked).order_by("pk")
    people = {user.pk: user for user in rows}
    if person_id not in people:
        raise NotFound
    if by_id is not None and by_id != person_id and not may_decide(people.get(by_id), role):
        raise RoleNotYours
    return people[person_id]


def _other_admins(person: User) -> bool:
    return User.objects.filter(roles__contains=[Role.ADMIN], is_active=True).exclude(pk=person.pk).exists()


def _keep(person: User, roles: list[str]) -> None:
    person.roles = roles
    person.is_staff = not set(roles).isdisjoint(STAFF)
    person.is_superuser = person.is_superuser and Role.ADMIN in roles
    person.save(update_fields=["roles", "is_staff", "is_superuser"])


def _note(person: User, role: Role, kind: RoleChange.Kind, by_id: int | None, reason: str, now: datetime) -> None:
    RoleChange.objects.create(person=person, role=role, kind=kind, by_id=by_id, reason=reason[:500], at=now)
    note_activity(user_id=person.pk, kind=f"role_{kind}", facts={"role": called(role)}, now=now)
    endings.ask_person_again_later(user_id=person.pk)


def _tell(person: User, action: str, role: Role, by_id: int | None, reason: str, now: datetime) -> None:
    if by_id is not None and by_id != person.pk:
        record(staff_id=by_id, action=action, target=person.public_id, facts={"role": role, "reason": reason}, now=now)
    news.tell(person.pk, now=now)

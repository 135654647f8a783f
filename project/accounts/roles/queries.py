"""What somebody is and since when, how their applications stand, and which wait for staff."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from project.accounts.models import User
from project.accounts.roles.models import RoleApplication, RoleChange, StepDone
from project.accounts.roles.names import Role
from project.accounts.roles.states import OPEN, State


def granted_at(user_id: int, role: Role) -> datetime | None:
    """When a role that they have now was granted; None for who has it not, or had it before changes were kept."""
    if not User.objects.filter(pk=user_id, roles__contains=[role]).exists():
        return None
    changes = RoleChange.objects.filter(person_id=user_id, role=role, kind=RoleChange.Kind.GRANTED)
    return changes.order_by("-pk").values_list("at", flat=True).first()


def newest_application(person_id: int, role: Role) -> RoleApplication | None:
    """What they last asked for this role."""
    return RoleApplication.objects.filter(person=person_id, role=role).order_by("-pk").first()


def has_asked(person_id: int, role: Role) -> bool:
    """Whether somebody has the role, or an application that is not answered."""
    asked = RoleApplication.objects.filter(person=person_id, role=role, state__in=OPEN)
    return asked.exists() or User.objects.filter(pk=person_id, roles__contains=[role]).exists()


def waiting_applications() -> QuerySet[RoleApplication]:
    """What staff has to decide, the longest waiting first."""
    return RoleApplication.objects.filter(state=State.APPLIED).select_related("person").order_by("changed_at", "pk")


def decided_applications() -> QuerySet[RoleApplication]:
    """What waits for its applicant, or for nobody any more, the newest first."""
    others = RoleApplication.objects.exclude(state=State.APPLIED)
    return others.select_related("person", "decided_by").order_by("-changed_at", "-pk")


def standing_of(person_id: int) -> dict[str, Any]:
    """A person's roles, their newest application for each, and the steps they have done."""
    asked = RoleApplication.objects.filter(person=person_id).order_by("pk")
    steps: dict[str, list[str]] = {}
    for role, step in StepDone.objects.filter(person=person_id).order_by("pk").values_list("role", "step"):
        steps.setdefault(role, []).append(step)
    return {
        "roles": User.objects.values_list("roles", flat=True).get(pk=person_id),
        "applications": {one.role: _told(one) for one in asked},
        "steps": steps,
    }


def _told(application: RoleApplication) -> dict[str, Any]:
    return {"id": application.public_id, "state": application.state, "reason": application.reason}

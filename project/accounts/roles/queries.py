"""Since when somebody is what they are."""

from datetime import datetime

from project.accounts.models import User
from project.accounts.roles.models import RoleChange
from project.accounts.roles.names import Role


def granted_at(user_id: int, role: Role) -> datetime | None:
    """When a role that they have now was granted; None for who has it not, or had it before changes were kept."""
    if not User.objects.filter(pk=user_id, roles__contains=[role]).exists():
        return None
    changes = RoleChange.objects.filter(person_id=user_id, role=role, kind=RoleChange.Kind.GRANTED)
    return changes.order_by("-pk").values_list("at", flat=True).first()

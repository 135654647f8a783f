"""People for tests of roles, worded as who they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from project.accounts.models import Role, RoleApplication, RoleChange, User
from project.accounts.roles.applying import apply_for_role
from project.base.errors import Refusal
from project.mail.models import Letter

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SELLS = {"what": "Small models that read invoices.", "links": ["https://example.org/ada"], "country": "IT"}


def somebody(name: str, *roles: Role, **fields: Any) -> User:
    """A member with these roles."""
    staff = not {Role.SUPPORT, Role.ADMIN}.isdisjoint(roles)
    email = f"{name.lower()}@example.org"
    return User.objects.create_user(email, display_name=name, roles=list(roles), is_staff=staff, **fields)


def applied(person: User, now: datetime = NOW) -> RoleApplication:
    """The application of somebody who asked to sell."""
    return apply_for_role(person_id=person.pk, role=Role.SELLER, facts=SELLS, now=now)


def roles_of(person: User) -> list[str]:
    """What they are now."""
    return User.objects.values_list("roles", flat=True).get(pk=person.pk)


def state_of(application: RoleApplication) -> str:
    """How it stands now."""
    return RoleApplication.objects.values_list("state", flat=True).get(pk=application.pk)


def letters_to(person: User) -> list[str]:
    """What was written to them, in order."""
    return list(Letter.objects.filter(to=person.email).order_by("pk").values_list("template", flat=True))


@contextmanager
def assert_refused(refusal: type[Refusal]) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """It is refused for this reason, and nothing about anybody's roles has changed."""
    before = _everything()
    with pytest.raises(refusal) as refused:
        yield refused
    assert _everything() == before


def _everything() -> list[object]:
    roles = list(User.objects.order_by("pk").values_list("roles", flat=True))
    asked = list(RoleApplication.objects.order_by("pk").values_list("state", "reason", "facts", "changed_at"))
    return [roles, asked, RoleChange.objects.count(), Letter.objects.count()]

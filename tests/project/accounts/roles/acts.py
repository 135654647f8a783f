"""What really happens about roles: people ask, staff decides; most of it is refused."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st

from project.accounts.models import Role, RoleApplication, User
from project.accounts.roles.actions import grant_role, revoke_role
from project.accounts.roles.applying import apply_for_role, withdraw_application
from project.accounts.roles.deciding import approve_application, decline_application, request_changes
from project.accounts.roles.facts import TERMS
from project.base.errors import Refusal
from tests.project.accounts.roles.people import NOW, SELLS, somebody

DECISIONS: dict[str, Callable[..., None]] = {
    "approve": approve_application,
    "decline": decline_application,
    "request": request_changes,
}
DEEDS = st.tuples(
    st.sampled_from(("apply", "join", "withdraw", "grant", "revoke", *DECISIONS)), st.integers(0, 1), st.integers(0, 20)
)
type Deed = tuple[str, int, int]


class Office:
    """Two applicants and one of staff."""

    def __init__(self) -> None:
        name = uuid4().hex[:8]
        self.people = [somebody(f"Ada{name}"), somebody(f"Ben{name}")]
        self.staff = somebody(f"Dot{name}", Role.SUPPORT)
        self.now = NOW

    def act(self, deed: Deed) -> None:
        """Do it, some days later."""
        kind, who, days = deed
        self.now += timedelta(days=days, seconds=1)
        with suppress(Refusal):
            self._do(kind, self.people[who])

    def _do(self, kind: str, person: User) -> None:
        change: dict[str, Any] = {"person_id": person.pk, "role": Role.SELLER, "now": self.now}
        newest = RoleApplication.objects.filter(person=person).order_by("-pk").first()
        one = newest.public_id if newest else "app_none"
        if kind == "apply":
            apply_for_role(facts=SELLS, **change)
        elif kind == "join":
            apply_for_role(person_id=person.pk, role=Role.AFFILIATE, facts={"terms": TERMS}, now=self.now)
        elif kind == "withdraw":
            withdraw_application(person_id=person.pk, application_id=one, now=self.now)
        elif kind in DECISIONS:
            DECISIONS[kind](application_id=one, by_id=self.staff.pk, reason="Because", now=self.now)
        else:
            (grant_role if kind == "grant" else revoke_role)(by_id=self.staff.pk, reason="", **change)


def person_deeds() -> tuple[str, Callable[[Any], None], st.SearchStrategy[Any]]:
    """Ada's own topic."""
    office = Office()
    return office.people[0].public_id, office.act, DEEDS


def desk_deeds() -> tuple[str, Callable[[Any], None], st.SearchStrategy[Any]]:
    """The desk's topic."""
    return "desk", Office().act, DEEDS

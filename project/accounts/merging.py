"""A guest signs in: what they own, wrote and work is the member's from then on, in one transaction with the session.

Rooms register how their rows change hands. A guest is known by one session alone, so nobody can claim another's; once
merged, their row stays behind, closed, and names whom they turned out to be.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Q, Subquery
from django.http import HttpRequest

from project.accounts import endings
from project.accounts.models import User
from project.accounts.visitors import GUEST_ID, GUEST_NAME, GUEST_PK
from project.base import clock

LATE = timedelta(minutes=10)
type Merge = Callable[[int, int, datetime], None]


@dataclass(frozen=True, kw_only=True)
class Merging:
    """How one room's rows go from a guest to a member; `covers` names the columns (`chat.Member.person`)."""

    name: str
    covers: frozenset[str]
    merge: Merge


_mergings: dict[str, Merging] = {}


def register_merge(name: str, *, covers: Iterable[str], merge: Merge) -> None:
    """Let `merge(guest, member, now)` (rows of people) run whenever a guest signs in.

    Both rows are locked (as FOR NO KEY UPDATE) and their columns know already who became whom. It runs inside the
    transaction, more than once, and in the order of names: its topics sort before those of a later one.
    """
    _mergings[name] = Merging(name=name, covers=frozenset(covers), merge=merge)


def known_as(person: int | str) -> frozenset[str]:
    """The public ids by which a person did what they did: their own, and those of the guests that they were.

    They are named by their row or by their public id.
    """
    row = Subquery(User.objects.filter(public_id=person).values("pk")[:1]) if isinstance(person, str) else person
    found = User.objects.filter(Q(pk=row) | Q(merged_into=row)).values_list("public_id", flat=True)
    # Who acts with a key alone is no row, and known as that key.
    return frozenset({*found, person} if isinstance(person, str) else found)


def covered() -> frozenset[str]:
    """Every column that some room takes care of."""
    return frozenset().union(*(merging.covers for merging in _mergings.values()))


def merge_guest(*, guest_id: int, member_id: int, now: datetime) -> bool:
    """Make all of a guest's a member's. False where there is nothing to take: no such guest, or somebody else's now."""
    with transaction.atomic():
        rows = User.objects.select_for_update(no_key=True).filter(pk__in=[guest_id, member_id]).order_by("pk")
        people = {row.pk: row for row in rows}
        guest, member = people.get(guest_id), people.get(member_id)
        if guest is None or member is None or not guest.is_guest or member.is_guest or not member.is_active:
            return False
        if guest.merged_into_id is not None:
            return guest.merged_into_id == member.pk
        _close(guest, member, now)
        _run(guest.pk, member.pk, now)
        return True


def merge_again(*, now: datetime) -> int:
    """Take along what a request that was still under way wrote as the guest; how many guests were looked at."""
    late = User.objects.filter(merged_at__gt=now - LATE).order_by("pk").values_list("pk", "merged_into_id")
    pairs = [(guest, member) for guest, member in late if member is not None]
    for pair in pairs:
        with transaction.atomic():
            list(User.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk"))
            _run(*pair, now)
    return len(pairs)


def take_guest_along(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    """Django's `user_logged_in`: whoever signs in is the guest that this browser was until now.

    The session is saved with it: there is no moment in which the guest is gone and the member not signed in.
    """
    session: SessionBase | None = getattr(request, "session", None)
    if session is None or GUEST_PK not in session:
        return
    with transaction.atomic():
        merge_guest(guest_id=session[GUEST_PK], member_id=user.pk, now=clock.now())
        for key in (GUEST_PK, GUEST_ID, GUEST_NAME):
            session.pop(key, None)
        session.save()
        before = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if before:
            endings.ask_session_again_later(session_key=before)


def _close(guest: User, member: User, now: datetime) -> None:
    guest.is_active, guest.merged_into, guest.merged_at = False, member, now
    guest.save(update_fields=["is_active", "merged_into", "merged_at"])
    if not member.display_name:
        member.display_name = guest.display_name
        member.save(update_fields=["display_name"])


def _run(guest_id: int, member_id: int, now: datetime) -> None:
    for name in sorted(_mergings):
        _mergings[name].merge(guest_id, member_id, now)

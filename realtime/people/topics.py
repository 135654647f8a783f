"""The topics about people: one's own standing, and for staff the applications that wait."""

from datetime import datetime

from django.db import connection

from project.accounts.models import User
from project.accounts.roles import news
from project.accounts.roles.predicates import is_staff
from project.accounts.roles.queries import standing_of, waiting_applications
from project.accounts.security.policy import factor_standing
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.people.events import DESK, ApplicationsChanged, PersonChanged
from realtime.people.parts import register_part, tell_person, whole
from realtime.publish import publish
from realtime.topics import Json, Kind, Mode, NoSuchTopic, register

# Nobody counts what waits while somebody else is changing it.
COUNTING = "SELECT pg_advisory_xact_lock(hashtext('realtime.people.applications'))"


def is_oneself(visitor: Visitor, key: str) -> bool:
    """Members, about themselves alone."""
    return visitor.user_id is not None and visitor.public_id == key


def may_see_desk(visitor: Visitor, key: str) -> bool:
    """Staff whose second factor is not overdue; there is one desk."""
    if key != DESK or visitor.user_id is None or not is_staff(visitor):
        return False
    return not factor_standing(User.objects.get(pk=visitor.user_id), clock.now()).is_overdue


def person_snapshot(key: str) -> Json:
    """Everything there is to tell this person; raises `NoSuchTopic`."""
    person = User.objects.filter(public_id=key, is_guest=False).values_list("pk", flat=True).first()
    if person is None:
        raise NoSuchTopic(key)
    return whole(person)


def desk_snapshot(key: str) -> Json:
    """How many applications wait."""
    if key != DESK:
        raise NoSuchTopic(key)
    return {"waiting": waiting_applications().count()}


def tell(person_id: int, desk: bool, now: datetime) -> None:  # noqa: FBT001 - what `roles.news` tells
    """Announce what changed about a person, and at the desk."""
    if desk:
        with connection.cursor() as cursor:
            cursor.execute(COUNTING)
        publish(ApplicationsChanged(waiting=waiting_applications().count()), at=now)
    tell_person(person_id, now=now)


PERSON = Kind(
    name="person",
    mode=Mode.LATEST,
    may_join=is_oneself,
    snapshot=person_snapshot,
    scope="account:read",
    tells=((PersonChanged, Json),),
)
APPLICATIONS = Kind(
    name="applications",
    mode=Mode.LATEST,
    may_join=may_see_desk,
    snapshot=desk_snapshot,
    tells=((ApplicationsChanged, None),),
)


def register_topics() -> None:
    """Make both kinds known, and listen to what changes about people."""
    register_part("standing", standing_of)
    for kind in (PERSON, APPLICATIONS):
        register(kind)
    news.register(tell)

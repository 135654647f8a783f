"""The topics about people: one's own standing, and for staff the applications that wait."""

from datetime import datetime
from functools import partial

from project.accounts.roles import news
from project.accounts.roles.queries import standing_of, waiting_applications
from project.accounts.visitors import Visitor
from realtime.people.events import DESK, ApplicationsChanged, PersonChanged, Waiting
from realtime.people.listeners import is_at_desk, is_oneself, person_of
from realtime.people.parts import register_part, tell_person, whole
from realtime.publish import publish
from realtime.topics import Json, Kind, Mode, NoSuchTopic, register


def may_see_desk(visitor: Visitor, key: str) -> bool:
    """Staff; there is one desk."""
    return key == DESK and is_at_desk(visitor)


def person_snapshot(key: str) -> Json:
    """Everything there is to tell this person; raises `NoSuchTopic`."""
    return whole(person_of(key))


def desk_snapshot(key: str) -> Json:
    """How many applications wait."""
    if key != DESK:
        raise NoSuchTopic(key)
    return {"waiting": waiting_applications().count()}


def tell(person_id: int, desk: bool, now: datetime) -> None:  # noqa: FBT001 - what `roles.news` tells
    """Announce what changed about a person, and at the desk."""
    if desk:
        publish(ApplicationsChanged(key=DESK, value=partial(desk_snapshot, DESK)), at=now)
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
    shows=Waiting,
    tells=((ApplicationsChanged, Waiting),),
)


def register_topics() -> None:
    """Make both kinds known, and listen to what changes about people."""
    register_part("standing", standing_of)
    for kind in (PERSON, APPLICATIONS):
        register(kind)
    news.register(tell)

"""Who may listen to topics about people, the same in every room: the person themselves, or staff at the desk."""

from project.accounts.models import User
from project.accounts.roles.predicates import is_staff
from project.accounts.security.policy import factor_standing
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.topics import NoSuchTopic


def is_oneself(visitor: Visitor, key: str) -> bool:
    """Members, about themselves alone."""
    return visitor.user_id is not None and visitor.public_id == key


def is_at_desk(visitor: Visitor) -> bool:
    """Staff whose second factor is not overdue."""
    if visitor.user_id is None or not is_staff(visitor):
        return False
    return not factor_standing(User.objects.get(pk=visitor.user_id), clock.now()).is_overdue


def person_of(key: str) -> int:
    """The row of a member by public id; raises `NoSuchTopic`."""
    person = User.objects.filter(public_id=key, is_guest=False).values_list("pk", flat=True).first()
    if person is None:
        raise NoSuchTopic(key)
    return person

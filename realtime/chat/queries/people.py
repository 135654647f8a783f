"""The people of a room."""

from django.db.models import QuerySet

from project.accounts.models import User
from realtime.chat.models import Member, Room
from realtime.chat.public import Json, member_out, person_out
from realtime.chat.text.mentions import PERSON

LISTED = 100


def members_of(room: Room) -> QuerySet[Member]:
    """Those who belong to the room now."""
    return Member.objects.filter(room=room, state=Member.State.IN).select_related("person")


def people_of_direct(room: Room) -> list[User]:
    """The people of a direct room, in a fixed order; nobody for other rooms, whose lists may be long."""
    if room.kind != Room.Kind.DIRECT:
        return []
    return [member.person for member in members_of(room).order_by("person_id")]


def people_listed(room: Room, *, search: str = "", all_states: bool = False) -> list[Json]:
    """Up to a hundred people of the room by name; moderators also see who was muted, removed or banned."""
    rows = Member.objects.filter(room=room).select_related("person")
    if not all_states:
        rows = rows.filter(state=Member.State.IN)
    if search:
        rows = rows.filter(person__display_name__icontains=search)
    return [member_out(row, person_out(row.person)) for row in rows.order_by("person__display_name", "pk")[:LISTED]]


def names_in(source: str) -> dict[str, str]:
    """The names of the people whom a kept body mentions, by public id."""
    found = User.objects.filter(public_id__in=set(PERSON.findall(source)))
    return dict(found.values_list("public_id", "display_name"))

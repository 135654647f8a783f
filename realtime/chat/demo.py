"""A room to look at: the Lounge, where a few invented people talk about last night's game."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from project.accounts.models import User
from project.accounts.visitors import Visitor
from project.base import clock
from realtime.chat.actions import Change, Sending, change_room, open_room, react, send_message
from realtime.chat.models import Room

PEOPLE = ("Ada", "Ben", "Cleo", "Dara")
ADDRESS = "{name}@lounge.demo.invalid"
AGO = timedelta(hours=20)


def load() -> None:
    """Open the Lounge and let people talk in it; a second call changes nothing."""
    with transaction.atomic():
        people = [_person(name) for name in PEOPLE]
        # Two programs loading at once: the second waits here and finds the room.
        User.objects.select_for_update().get(public_id=people[0].public_id)
        if Room.objects.filter(created_by=people[0].person_id).exists():
            return
        _talk(people, clock.now() - AGO)


def _talk(people: list[Visitor], start: datetime) -> None:
    ada, ben, cleo, dara = people
    room = open_room(visitor=ada, title=_("Lounge"), about=_("Everything about basketball, kindly."), now=start)
    lines = (
        (ada, _("Welcome to the **Lounge**! Say what you saw, and who should have passed.")),
        (ben, _("Did anybody watch the Foxes last night? That third quarter…")),
        (cleo, _("> That third quarter…\n\n18 points without an answer. I have not recovered.")),
        (dara, _("The `box score` says it all: 4 turnovers in two minutes.")),
        (ben, _("@Cleo you were in the hall, weren't you?")),
        (cleo, _("Row 4! I have pictures, and no voice left.")),
    )
    sent = [_say(room, who, line, number, start) for number, (who, line) in enumerate(lines, start=1)]
    _say(room, ada, _("Pictures, please."), len(sent) + 1, start, thread=sent[-1]["id"])
    for who in (ada, ben, dara):
        react(visitor=who, message=sent[2]["id"], emoji="😂", now=start + timedelta(minutes=30))
    change_room(visitor=ada, room=room.public_id, change=Change(words=["spoiler"]), now=start)


def _say(
    room: Room, who: Visitor, body: str, number: int, start: datetime, thread: str | None = None
) -> dict[str, str]:
    said = Sending(client_message_id=f"demo-{number:08}", body=body, thread=thread)
    return send_message(visitor=who, room=room.public_id, sending=said, now=start + number * timedelta(minutes=3))


def _person(name: str) -> Visitor:
    email = ADDRESS.format(name=name.lower())
    person = User.objects.filter(email=email).first() or User.objects.create_user(email=email, display_name=name)
    return Visitor(user_id=person.pk, person_id=person.pk, public_id=person.public_id, name=name)

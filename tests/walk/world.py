"""The people of the walk and what is Ada's: a board she owns, a room nobody else may know, a key of hers."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from project.accounts.models import Role, User
from project.accounts.profiles.actions import profile_of
from project.accounts.tokens.models import ApiKey
from project.accounts.visitors import Visitor, member_as_visitor
from project.base import clock
from project.base.keys import digest, new_key
from realtime.chat import actions as chat
from realtime.chat.models import Attachment, Room
from realtime.scoreboards.actions import create_board
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.events import plays_topic
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import remember_operator
from realtime.scoreboards.seats import take_seat
from realtime.webhooks.actions import add_endpoint
from realtime.webhooks.models import Endpoint
from tests.realtime.chat.files.pictures import encoded, noise
from tests.realtime.chat.room import put_in, row, say
from tests.walk.accounts import make_account, prove_freshly
from tests.walk.carts import make_cart
from tests.walk.finds import make_finds
from tests.walk.listings import make_listings
from tests.walk.orders import make_order

# Who may be turned away; the order is that of the walk.
STRANGERS = ("guest", "named guest", "Cyd", "staff", "admin")


@dataclass(frozen=True, kw_only=True)
class World:
    """Ada owns everything here, Ben belongs to it, Cyd is a stranger; `made` is what rooms of the house add to it."""

    people: dict[str, User]
    board: Board
    endpoint: Endpoint
    room: Room
    message: dict[str, Any]
    file: str
    report: int
    code: str
    key_text: str
    key: ApiKey
    made: dict[str, Any] = field(default_factory=dict)

    def browser(self, who: str, *, careful: bool = False) -> Client:
        """A browser of theirs; a careful one holds to CSRF as a real one must."""
        if who == "program":
            headers = {"Authorization": f"Bearer {self.key_text}"}
            return Client(headers=headers, raise_request_exception=False, enforce_csrf_checks=True)
        browser = Client(raise_request_exception=False)
        if who == "named guest":
            browser.post("/name/", {"name": "Gil"})
        elif who != "guest":
            browser.force_login(self.people[who])
            prove_freshly(browser)
        browser.handler.enforce_csrf_checks = careful
        return browser

    def visitors(self) -> dict[str, Visitor]:
        """Everybody as topics know them."""
        guest = User.objects.create_guest(name="Gil")
        found = {name: visitor(person) for name, person in self.people.items()}
        found |= {"guest": Visitor(), "named guest": Visitor(person_id=guest.pk, public_id=guest.public_id, name="Gil")}
        found["program"] = member_as_visitor(self.people["Ada"], session_key="key:walk", scopes=frozenset())
        return found


def visitor(person: User) -> Visitor:
    """This member, visiting."""
    return member_as_visitor(person, session_key=None)


def make_world() -> World:
    """Everything that is Ada's, one of each kind."""
    people = _people()
    ada, ben = visitor(people["Ada"]), visitor(people["Ben"])
    board, endpoint = _board(ada, ben)
    room = chat.open_room(visitor=ada, title="Quiet", about="", kind="private", now=clock.now())
    put_in(room, ben, now=clock.now())
    message = say(room, ada, "Nobody else reads this", now=clock.now())
    reported = chat.report_message(visitor=ben, message=message["id"], reason="Loud", now=clock.now())
    key, text = _key_without_scopes(people["Ada"])
    # The first reader of a board opens the room beside it, and a member's first look at their settings makes the row
    # that holds them: later ones only read.
    Client().get(f"/chat/beside/board/{board.slug}/")
    for person in people.values():
        profile_of(person.pk, now=clock.now())
    return World(
        people=people,
        board=board,
        endpoint=endpoint,
        room=room,
        message=message,
        file=_picture(people["Ada"], room, message),
        report=reported.pk,
        code=chat.create_invitation(visitor=ada, room=room.public_id, now=clock.now()),
        key=key,
        key_text=text,
        made=make_things(people["Ada"]),
    )


def make_things(ada: User) -> dict[str, Any]:
    """What rooms of the house add."""
    return make_account(ada) | make_cart(ada) | make_finds(ada) | make_order(ada) | make_listings(ada)


def _people() -> dict[str, User]:
    made = {name: _member(name) for name in ("Ada", "Ben", "Cyd")}
    made["staff"] = _member("Sue", roles=[Role.SUPPORT], is_staff=True)
    made["admin"] = _member("Art", roles=[Role.ADMIN], is_staff=True)
    return made


def _member(name: str, **fields: Any) -> User:
    address = f"{name.lower()}@example.org"
    person = User.objects.create_user(address, "walking past the harbour", display_name=name, **fields)
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    return person


def _board(ada: Visitor, ben: Visitor) -> tuple[Board, Endpoint]:
    teams = TeamLook(name="Herons"), TeamLook(name="Foxes")
    board, _token = create_board(home=teams[0], away=teams[1], owner=ada.person_id, now=clock.now())
    remember_operator(ben, board, now=clock.now())
    for seat in ("scorer", "timer"):
        take_seat(slug=board.slug, seat=seat, by=ada, now=clock.now())
    endpoint, _secret = add_endpoint(
        topic=plays_topic(board.slug), url="https://example.org/plays", created_by=ada.person_id, now=clock.now()
    )
    return board, endpoint


def _key_without_scopes(ada: User) -> tuple[ApiKey, str]:
    text, now = new_key("rlt"), clock.now()
    key = ApiKey.objects.create(
        user=ada,
        name="Walk",
        hint=text[-4:],
        digest=digest(text),
        scopes=["walk:nothing"],
        created_at=now,
        last_used_at=now,
        expires_at=now + timedelta(days=30),
    )
    return key, text


def _picture(ada: User, room: Room, message: dict[str, Any]) -> str:
    browser = Client()
    browser.force_login(ada)
    sent = {"room": room.public_id, "file": SimpleUploadedFile("a.png", encoded(noise(600, 500), "PNG"))}
    told = browser.post("/api/chat/files", sent).json()
    Attachment.objects.filter(public_id=told["id"]).update(message=row(message))
    return str(told["id"])

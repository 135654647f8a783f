"""Every door of a table, and everybody who may stand before it: whoever has no business there changes nothing."""

from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import connection
from django.forms.models import model_to_dict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from project.accounts.visitors import Visitor
from project.base import clock
from realtime.scoreboards.models import Board, BoardKey, GameEvent, Operator, Seat
from realtime.scoreboards.operators import remove_operator
from realtime.scoreboards.seats import take_seat
from realtime.scoreboards.table import table_state
from tests.realtime.scoreboards.crew import browser_of, guest, member, person_of, table_of
from tests.realtime.scoreboards.table import score

pytestmark = pytest.mark.django_db

COMMAND = {"command_id": "command-1", "command": score()}


class Cast(NamedTuple):
    """Everybody, and the keys of two boards."""

    board: Board
    people: dict[str, Visitor]
    keys: dict[str, str]

    def browser(self, who: str) -> Client:
        """The browser, or the program, of somebody."""
        if who in self.keys:
            return Client(headers={"Authorization": f"Bearer {self.keys[who]}"})
        return browser_of(self.people.get(who))


@pytest.fixture
def cast() -> Cast:
    """Ada owns the board, Ben works it and times it, Dee worked it once; Cyd and Gil are strangers."""
    people = {
        "ada": member("Ada"),
        "ben": guest("Ben"),
        "cyd": member("Cyd"),
        "gil": guest("Gil"),
        "dee": member("Dee"),
    }
    board, token = table_of(people["ada"], people["ben"], people["dee"], slug="derby")
    _other, foreign = table_of(people["cyd"], slug="other")
    remove_operator(slug="derby", person=str(people["dee"].public_id), by=people["ada"], now=clock.now())
    take_seat(slug="derby", seat="timer", by=people["ben"], now=clock.now())
    return Cast(board, people, {"program": token, "foreign program": foreign})


def everything() -> Any:
    """All rows that a door could change."""
    rows = [[model_to_dict(row) for row in model.objects.order_by("pk")] for model in (Operator, Seat, BoardKey, Board)]
    return rows, GameEvent.objects.count()


STRANGERS = {
    "cyd": (403, "WrongOperatorToken"),
    "gil": (403, "WrongOperatorToken"),
    "dee": (403, "WrongOperatorToken"),
    "nobody": (403, "WrongOperatorToken"),
    "foreign program": (403, "WrongOperatorToken"),
}
OWNER_ONLY = (403, "OwnerOnly")
NO_PERSON = (403, "WrongOperatorToken")
# Door by door: who else than the strangers is refused there, and how.
DOORS: dict[str, tuple[str, str, Any, dict[str, tuple[int, str]]]] = {
    "command": ("post", "commands", COMMAND, {"ben": (409, "SeatNotHeld"), "ada": (409, "SeatNotHeld")}),
    **{
        action: ("post", "seats/scorer", {"action": action}, {"program": NO_PERSON} | refused)
        for action, refused in {
            "take": {},
            "ask": {},
            "give": {"ada": (409, "SeatNotHeld")},
            "refuse": {"ben": (409, "SeatNotHeld")},
            "leave": {"ada": (409, "SeatNotHeld")},
        }.items()
    },
    "renew": ("post", "seats/renew", None, {"program": NO_PERSON}),
    "operators": ("get", "operators", None, {"program": NO_PERSON}),
    "remove": (
        "delete",
        "operators/{ada}",
        None,
        {"program": NO_PERSON, "ben": OWNER_ONLY, "ada": (409, "OwnerStays")},
    ),
    "keys": ("get", "keys", None, {"program": NO_PERSON, "ben": OWNER_ONLY}),
    "new key": ("post", "keys", {"name": "Mine"}, {"program": NO_PERSON, "ben": OWNER_ONLY}),
    "revoke": ("delete", "keys/{key}", None, {"program": NO_PERSON, "ben": OWNER_ONLY}),
}
CASES = [(door, who, answer) for door, row in DOORS.items() for who, answer in (STRANGERS | row[3]).items()]


def knock(cast: Cast, door: str, client: Client, **options: Any) -> Any:
    """Try a door of Ada's board."""
    method, path, body, _refused = DOORS[door]
    key = BoardKey.objects.filter(board=cast.board)[0]
    path = path.format(ada=cast.people["ada"].public_id, key=key.public_id)
    said = {} if body is None else {"data": body, "content_type": "application/json"}
    return getattr(client, method)(f"/api/boards/{cast.board.slug}/{path}", **said, **options)


@pytest.mark.parametrize(("door", "who", "answer"), CASES)
def test_who_has_no_business_at_a_door_changes_nothing(
    cast: Cast, door: str, who: str, answer: tuple[int, str]
) -> None:
    client, before = cast.browser(who), everything()

    told = knock(cast, door, client)

    assert (told.status_code, told.json()["code"]) == answer
    assert everything() == before


@pytest.mark.parametrize("door", [door for door, row in DOORS.items() if row[0] != "get"])
def test_a_form_of_another_site_changes_nothing(cast: Cast, door: str) -> None:
    client = browser_of(cast.people["ada"], enforce_csrf_checks=True)
    before = everything()

    told = knock(cast, door, client)

    assert (told.status_code, told.json()["code"]) == (403, "NotFromOurPage")
    assert everything() == before


def test_a_page_of_ours_may(cast: Cast) -> None:
    client = browser_of(cast.people["ada"], enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32

    told = knock(cast, "take", client, headers={"X-CSRFToken": "a" * 32})

    assert told.status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_a_board_that_is_not_there_is_not_there_for_anybody(cast: Cast, door: str) -> None:
    Board.objects.filter(pk=cast.board.pk).update(slug="elsewhere")

    assert knock(cast, door, cast.browser("ada")).status_code == 404


# What goes through


def test_seats_are_taken_asked_for_and_given(cast: Cast) -> None:
    ada, ben = cast.browser("ada"), cast.browser("ben")

    taken = knock(cast, "take", ada)
    asked = knock(cast, "ask", ben)
    given = knock(cast, "give", ada)
    renewed = knock(cast, "renew", ben)
    left = knock(cast, "leave", ben)

    assert [answer.status_code for answer in (taken, asked, given, renewed, left)] == [200] * 5
    assert taken.json()["seats"]["scorer"]["holder"] == person_of(cast.people["ada"])
    assert asked.json()["seats"]["scorer"]["asked_by"] == person_of(cast.people["ben"])
    assert given.json()["seats"]["scorer"]["holder"] == person_of(cast.people["ben"])
    assert left.json() == table_state(cast.board)


def test_an_operator_in_their_seat_commands_the_board(cast: Cast) -> None:
    ben = cast.browser("ben")
    knock(cast, "take", ben)

    assert knock(cast, "command", ben).json()["position"] == 1
    event = GameEvent.objects.get()
    assert (event.actor, event.actor_name) == (cast.people["ben"].public_id, "Ben")


def test_a_program_needs_no_seat_and_its_plays_carry_the_name_of_its_key(cast: Cast) -> None:
    assert knock(cast, "command", cast.browser("program")).json()["position"] == 1

    event = GameEvent.objects.get()
    assert (event.actor, event.actor_name) == (cast.board.keys.get().public_id, "program: Operator token")


def test_a_key_is_made_shown_once_listed_and_ended(cast: Cast) -> None:
    ada = cast.browser("ada")

    made = knock(cast, "new key", ada)
    text, key = made.json()["text"], made.json()["key"]
    program = Client(headers={"Authorization": f"Bearer {text}"})
    worked = knock(cast, "command", program)
    listed = knock(cast, "keys", ada).json()["keys"]
    ended = ada.delete(f"/api/boards/derby/keys/{key['id']}")
    refused = knock(cast, "command", program)

    assert (made.status_code, worked.status_code, ended.status_code, refused.status_code) == (201, 200, 204, 403)
    assert [(row["name"], row["hint"], row["last_used_at"] is None) for row in listed] == [
        ("Operator token", cast.keys["program"][-4:], True),
        ("Mine", text[-4:], False),
    ]
    assert text not in str(listed)


@pytest.mark.parametrize("name", ["", " x", "x" * 41, "a\x00b"])
def test_a_name_that_no_key_can_have_is_refused(cast: Cast, name: str) -> None:
    answer = cast.browser("ada").post("/api/boards/derby/keys", {"name": name}, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (422, "InvalidInput")


@pytest.mark.parametrize("path", ["seats/referee", "seats/"])
def test_a_seat_that_no_table_has_is_refused(cast: Cast, path: str) -> None:
    body = {"action": "take"}

    answer = cast.browser("ada").post(f"/api/boards/derby/{path}", body, content_type="application/json")

    assert answer.status_code in {404, 422}


def test_operators_are_listed_and_removed(cast: Cast) -> None:
    ada = cast.browser("ada")

    listed = knock(cast, "operators", cast.browser("ben")).json()["operators"]
    removed = ada.delete(f"/api/boards/derby/operators/{cast.people['ben'].public_id}")
    refused = knock(cast, "take", cast.browser("ben"))

    assert [(row["name"], row["owner"]) for row in listed] == [("Ada", True), ("Ben", False)]
    assert (removed.status_code, refused.status_code) == (204, 403)
    assert table_state(cast.board)["seats"]["timer"]["holder"] is None


def test_who_guesses_keys_is_told_to_wait_and_right_keys_still_work(cast: Cast) -> None:
    place: Any = {"REMOTE_ADDR": "192.0.2.77"}
    guessing = Client(headers={"Authorization": "Bearer brd_guess"}, **place)

    answers = [knock(cast, "command", guessing) for _guess in range(45)]
    right = Client(headers={"Authorization": f"Bearer {cast.keys['program']}"}, **place)

    assert answers[0].json()["code"] == "WrongOperatorToken"
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, "TooManyWrongKeys")
    assert 0 < int(answers[-1]["Retry-After"]) <= 120
    assert knock(cast, "command", right).status_code == 200


def test_text_that_cannot_be_a_key_asks_no_database(cast: Cast) -> None:
    program = Client(headers={"Authorization": "Bearer brd_" + "0" * 33})

    with CaptureQueriesContext(connection) as queries:
        answer = program.post("/api/boards/derby/commands", COMMAND, content_type="application/json")

    assert (answer.status_code, len(queries)) == (403, 0)


def test_a_signed_in_person_who_opens_a_board_by_the_api_owns_it(cast: Cast) -> None:
    new = {"home": {"name": "A"}, "away": {"name": "B"}, "slug": "mine"}

    cast.browser("cyd").post("/api/boards", new, content_type="application/json")
    forged = browser_of(cast.people["cyd"], enforce_csrf_checks=True)
    refused = forged.post("/api/boards", new | {"slug": "forged"}, content_type="application/json")

    assert (refused.status_code, refused.json()["code"]) == (403, "NotFromOurPage")
    owners = dict(Board.objects.filter(slug__in=["mine", "forged"]).values_list("slug", "owner_id"))
    assert owners == {"mine": cast.people["cyd"].person_id}

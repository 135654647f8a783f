"""A ticket opens one socket, once, for thirty seconds, and cannot be read out of the database."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.models import Ticket
from realtime.tickets import LIFE, issue_ticket, redeem_ticket
from tests.realtime.race import race

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return str(client.session.session_key)


def test_a_ticket_stands_for_the_person_whose_session_asked_for_it(ben: tuple[User, str]) -> None:
    ticket = issue_ticket(session_key=session_of(ben[0]), now=NOON)

    visitor = redeem_ticket(ticket=ticket, now=NOON)

    assert visitor is not None
    assert visitor.user_id == ben[0].pk


def test_a_guests_ticket_stands_for_a_guest() -> None:
    assert redeem_ticket(ticket=issue_ticket(session_key=None, now=NOON), now=NOON) == Visitor()


def test_a_ticket_is_good_until_its_last_moment_and_no_longer() -> None:
    early, late = (issue_ticket(session_key=None, now=NOON) for _ in range(2))

    assert redeem_ticket(ticket=early, now=NOON + LIFE - timedelta(microseconds=1)) is not None
    assert redeem_ticket(ticket=late, now=NOON + LIFE) is None


def test_a_ticket_works_once() -> None:
    ticket = issue_ticket(session_key=None, now=NOON)

    assert redeem_ticket(ticket=ticket, now=NOON) is not None
    assert redeem_ticket(ticket=ticket, now=NOON) is None


def test_of_many_who_redeem_at_once_exactly_one_succeeds() -> None:
    tickets = [issue_ticket(session_key=None, now=NOON) for _ in range(20)]

    redeemed = race(lambda _number: [redeem_ticket(ticket=ticket, now=NOON) for ticket in tickets], runners=6)

    assert [sum(visitor is not None for visitor in attempts) for attempts in zip(*redeemed, strict=True)] == [1] * 20


@pytest.mark.parametrize("guess", ["", "x", "\0", "'; --", "ä" * 300])
def test_a_guess_opens_nothing(guess: str) -> None:
    issue_ticket(session_key=None, now=NOON)

    assert redeem_ticket(ticket=guess, now=NOON) is None
    assert Ticket.objects.count() == 1


def test_the_database_holds_no_ticket_that_could_be_used() -> None:
    ticket = issue_ticket(session_key=None, now=NOON)

    row = json.dumps(list(Ticket.objects.values()), default=str)

    assert ticket not in row
    assert redeem_ticket(ticket=Ticket.objects.get().digest, now=NOON) is None
    assert len(ticket) >= 43


def test_a_ticket_of_a_session_that_has_ended_opens_nothing(ben: tuple[User, str]) -> None:
    client = Client()
    client.force_login(ben[0])
    ticket = issue_ticket(session_key=client.session.session_key, now=NOON)
    client.session.flush()

    assert redeem_ticket(ticket=ticket, now=NOON) is None


def test_a_ticket_is_asked_for_over_http(ben: tuple[User, str], client: Client) -> None:
    client.force_login(ben[0])

    answer = client.post("/api/rt/ticket")

    assert answer.status_code == 201
    assert answer.json().keys() == {"ticket", "expires_in"}
    assert answer.json()["expires_in"] == 30
    assert Ticket.objects.get().session_key == client.session.session_key


def test_a_cookie_alone_gets_no_ticket() -> None:
    ben = User.objects.create_user(email="ben@example.org", password=None, display_name="Ben")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ben)

    answer = browser.post("/api/rt/ticket")

    assert (answer.status_code, answer.json()["code"]) == (403, "NotFromOurPage")
    assert not Ticket.objects.exists()

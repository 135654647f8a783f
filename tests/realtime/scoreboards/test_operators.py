"""A board is worked by the people whose rows say so: its owner, and whoever showed one of its keys."""

import pytest

from project.accounts.visitors import Visitor
from realtime.models import EventRow
from realtime.scoreboards.models import Board, Operator
from realtime.scoreboards.operators import (
    MOST_OPERATORS,
    OwnerOnly,
    OwnerStays,
    TooManyOperators,
    UnknownOperator,
    WrongOperatorToken,
    may_join_table,
    may_operate,
    remember_operator,
    remove_operator,
)
from realtime.scoreboards.seats import ask_for_seat, take_seat
from realtime.scoreboards.table import table_state
from tests.realtime.scoreboards.crew import guest, member, person_of, table_of
from tests.realtime.scoreboards.table import NOON, after, assert_refused, open_board

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    return member("Ada")


@pytest.fixture
def ben() -> Visitor:
    return guest("Ben")


@pytest.fixture
def cyd() -> Visitor:
    return member("Cyd")


def test_whoever_opened_a_board_owns_and_operates_it(ada: Visitor, cyd: Visitor) -> None:
    board, _token = table_of(ada)

    assert board.owner_id == ada.person_id
    assert may_operate(ada, board)
    assert may_join_table(ada, board.slug)
    assert not may_operate(cyd, board)
    assert not may_join_table(cyd, board.slug)


def test_nobody_known_operates_nothing(ada: Visitor) -> None:
    board, _token = table_of(ada)

    with assert_refused(WrongOperatorToken):
        remember_operator(Visitor(session_key="any"), board, now=NOON)
    assert not may_operate(Visitor(), board)
    assert not may_join_table(Visitor(), board.slug)


def test_remembering_twice_makes_one_operator_and_tells_the_table_once(ada: Visitor, ben: Visitor) -> None:
    board, _token = table_of(ada)

    for _time in range(2):
        remember_operator(ben, board, now=NOON)

    assert table_state(board)["operators"] == [person_of(ada), person_of(ben)]
    assert EventRow.objects.filter(topic__name=f"table.{board.slug}").count() == 1


def test_a_board_opened_by_a_program_belongs_to_who_first_shows_its_token(ada: Visitor, ben: Visitor) -> None:
    board = open_board()

    remember_operator(ada, board, now=NOON)
    remember_operator(ben, board, now=NOON)

    board.refresh_from_db()
    assert board.owner_id == ada.person_id
    assert table_state(board)["owner"] == ada.public_id


def test_the_owner_removes_an_operator_whose_seats_and_requests_go_with_them(ada: Visitor, ben: Visitor) -> None:
    board, _token = table_of(ada, ben)
    take_seat(slug=board.slug, seat="timer", by=ben, now=NOON)
    take_seat(slug=board.slug, seat="scorer", by=ada, now=NOON)
    ask_for_seat(slug=board.slug, seat="scorer", by=ben, now=NOON)

    remove_operator(slug=board.slug, person=str(ben.public_id), by=ada, now=NOON)

    table = table_state(board)
    assert not may_operate(ben, board)
    assert table["operators"] == [person_of(ada)]
    assert (table["seats"]["timer"]["holder"], table["seats"]["scorer"]["asked_by"]) == (None, None)
    assert table["seats"]["scorer"]["holder"] == person_of(ada)


def test_operators_remove_themselves_and_nobody_else(ada: Visitor, ben: Visitor) -> None:
    dan = guest("Dan")
    board, _token = table_of(ada, ben, dan)

    with assert_refused(OwnerOnly):
        remove_operator(slug=board.slug, person=str(dan.public_id), by=ben, now=NOON)
    remove_operator(slug=board.slug, person=str(ben.public_id), by=ben, now=NOON)

    assert table_state(board)["operators"] == [person_of(ada), person_of(dan)]


def test_the_owner_stays(ada: Visitor, ben: Visitor) -> None:
    board, _token = table_of(ada, ben)

    with assert_refused(OwnerStays):
        remove_operator(slug=board.slug, person=str(ada.public_id), by=ada, now=NOON)
    assert may_operate(ada, board)


def test_who_does_not_work_the_board_cannot_be_removed(ada: Visitor, cyd: Visitor) -> None:
    board, _token = table_of(ada)

    with assert_refused(UnknownOperator):
        remove_operator(slug=board.slug, person=str(cyd.public_id), by=ada, now=NOON)
    with assert_refused(WrongOperatorToken):
        remove_operator(slug=board.slug, person=str(ada.public_id), by=cyd, now=NOON)


def test_a_table_has_room_for_fifty(ada: Visitor, cyd: Visitor) -> None:
    crew = [guest("x" * 40) for _number in range(MOST_OPERATORS - 1)]
    board, _token = table_of(ada, *crew)

    with assert_refused(TooManyOperators):
        remember_operator(cyd, board, now=after(1))
    assert Operator.objects.filter(board=board).count() == MOST_OPERATORS


def test_a_forgotten_owner_leaves_the_board_to_the_next_who_shows_a_key(ada: Visitor, ben: Visitor) -> None:
    board, _token = table_of(ada)
    Board.objects.filter(pk=board.pk).update(owner=None)
    Operator.objects.all().delete()

    remember_operator(ben, board, now=NOON)

    board.refresh_from_db()
    assert board.owner_id == ben.person_id

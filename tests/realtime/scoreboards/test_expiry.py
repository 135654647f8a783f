"""A board to try is open without a token, listed nowhere, and gone a day later; a real board never goes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from project.accounts.visitors import Visitor
from realtime.models import EventRow, Topic
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.expiry import (
    MOST_OPEN,
    NameNeeded,
    TooManyDemoBoards,
    forget_expired_boards,
    forget_forever,
    open_demo_board,
)
from realtime.scoreboards.models import Board, BoardKey, GameEvent, Operator, Seat
from realtime.scoreboards.operators import may_operate
from realtime.scoreboards.queries import state_of
from realtime.scoreboards.search import boards_by_status
from realtime.scoreboards.seats import take_seat
from realtime.webhooks.actions import add_endpoint
from realtime.webhooks.models import Endpoint
from tests.realtime.scoreboards.crew import guest, press, table_of
from tests.realtime.scoreboards.table import NOON, after, assert_refused, command, open_board, score

pytestmark = pytest.mark.django_db
HOME, AWAY = TeamLook(name="Lions"), TeamLook(name="Bears")
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def ada() -> Visitor:
    return guest("Ada")


def try_out(visitor: Visitor, *, address: str = "") -> Board:
    return open_demo_board(visitor=visitor, home=HOME, away=AWAY, address=address or uuid4().hex, now=NOON)


def delete_by_hand(events: QuerySet[GameEvent]) -> None:
    """Delete events as a program might that knows the word for it, and look at once at what only a commit shows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL scoreboards.forgetting = 'demo'")
        events.delete()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_whoever_tries_a_board_works_it_without_a_token(ada: Visitor) -> None:
    board = try_out(ada)

    take_seat(slug=board.slug, seat="scorer", by=ada, now=NOON)

    assert press(board, ada, score(), "first-press").position == 1
    assert not may_operate(guest("Cyd"), board)


def test_it_says_when_it_goes_and_is_in_no_list(ada: Visitor) -> None:
    board = try_out(ada)

    assert state_of(board)["expires_at"] == "2026-11-22T12:00:00.000Z"
    assert [page.total for page in boards_by_status().values()] == [0, 0, 0]
    assert [page.total for page in boards_by_status(search="lions").values()] == [0, 0, 0]


def test_nobody_known_tries_nothing() -> None:
    with assert_refused(NameNeeded):
        try_out(Visitor())
    assert not Board.objects.exists()


def test_a_person_has_three_open_at_most(ada: Visitor) -> None:
    for _number in range(MOST_OPEN):
        try_out(ada)

    with assert_refused(TooManyDemoBoards):
        try_out(ada)
    assert Board.objects.count() == MOST_OPEN
    assert open_demo_board(visitor=ada, home=HOME, away=AWAY, address=uuid4().hex, now=TOMORROW)


def test_an_address_has_its_limit_too() -> None:
    address = uuid4().hex
    for _number in range(20):
        crowd = guest("Somebody")
        for _time in range(MOST_OPEN):
            try_out(crowd, address=address)

    with assert_refused(TooManyDemoBoards):
        try_out(guest("One more"), address=address)
    assert Board.objects.count() == 60


def test_after_a_day_nothing_is_left_of_it(ada: Visitor) -> None:
    board = try_out(ada)
    take_seat(slug=board.slug, seat="scorer", by=ada, now=NOON)
    press(board, ada, score(), "first-press")

    early = forget_expired_boards(now=TOMORROW - timedelta(seconds=1))
    forgotten = forget_expired_boards(now=TOMORROW)

    assert (early, forgotten) == (0, 1)
    for model in (Board, GameEvent, Operator, Seat, BoardKey, Topic, EventRow):
        assert not model._default_manager.exists(), model


def test_addresses_that_were_told_of_it_are_forgotten_too(ada: Visitor) -> None:
    board, (real, _token) = try_out(ada), table_of(ada, slug="real")
    for slug in (board.slug, real.slug):
        add_endpoint(topic=f"plays.{slug}", url="https://scores.example/", created_by=None, now=NOON)

    forget_expired_boards(now=TOMORROW)

    assert [endpoint.topic for endpoint in Endpoint.objects.all()] == ["plays.real"]


def test_what_is_not_over_and_what_is_real_stays(ada: Visitor) -> None:
    real, _token = table_of(ada)
    command(real, score())
    later = open_demo_board(visitor=ada, home=HOME, away=AWAY, address=uuid4().hex, now=after(1))
    try_out(ada)

    forget_expired_boards(now=TOMORROW)

    assert set(Board.objects.values_list("pk", flat=True)) == {real.pk, later.pk}
    assert real.events.count() == 1


def test_many_are_forgotten_in_one_go() -> None:
    for _number in range(45):
        try_out(guest("Somebody"))

    assert forget_expired_boards(now=TOMORROW) == 45


# The database has the last word


def test_the_database_lets_no_real_board_be_forgotten(ada: Visitor) -> None:
    board, _token = table_of(ada, slug="derby")
    command(board, score())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        forget_forever(slugs=["derby"])
    with pytest.raises(IntegrityError, match="append-only"):
        delete_by_hand(GameEvent.objects.filter(board=board))

    assert board.events.count() == 1


@pytest.mark.parametrize("change", [{"expires_at": NOON}, {"is_invented": True}])
def test_no_real_board_becomes_one_that_may_be_forgotten(change: dict[str, object]) -> None:
    board = open_board()

    with pytest.raises(IntegrityError, match="cannot become"), transaction.atomic():
        Board.objects.filter(pk=board.pk).update(**change)


def test_a_board_to_try_may_become_one_that_stays(ada: Visitor) -> None:
    board = try_out(ada)
    command(board, score())

    Board.objects.filter(pk=board.pk).update(expires_at=None)

    assert forget_expired_boards(now=TOMORROW) == 0
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        forget_forever(slugs=[board.slug])


def test_an_event_of_a_board_to_try_is_not_deleted_in_passing(ada: Visitor) -> None:
    board = try_out(ada)
    command(board, score())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        board.events.all().delete()
    assert board.events.count() == 1


def test_a_game_is_forgotten_as_a_whole(ada: Visitor) -> None:
    board = try_out(ada)
    for _number in range(3):
        command(board, score())

    with pytest.raises(IntegrityError, match="as a whole"):
        delete_by_hand(GameEvent.objects.filter(board=board, position=2))

    assert board.events.count() == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_forgotten_board_takes_its_parts_along_at_commit() -> None:
    board = try_out(guest("Ada"))
    command(board, score())

    forget_expired_boards(now=TOMORROW)

    assert not GameEvent.objects.exists()
    assert not Board.objects.exists()

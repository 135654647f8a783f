"""A seat is one person's while they are there: taken when free, handed over when asked for, kept by working."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from project.accounts.visitors import Visitor
from realtime.models import EventRow
from realtime.scoreboards.actions import CommandIdReused, PositionConflict
from realtime.scoreboards.commands import read_command
from realtime.scoreboards.models import Board, GameEvent, Seat
from realtime.scoreboards.operators import WrongOperatorToken, remove_operator
from realtime.scoreboards.seats import (
    NobodyAsked,
    SeatAskedFor,
    SeatHeld,
    SeatNotHeld,
    ask_for_seat,
    command_from_seat,
    give_seat,
    leave_seat,
    refuse_seat,
    renew_seats,
    seat_for,
    take_seat,
)
from realtime.scoreboards.table import table_state
from tests.realtime.scoreboards.crew import guest, member, person_of, press, table_of
from tests.realtime.scoreboards.table import NOON, START, after, assert_refused, command, score

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    return member("Ada")


@pytest.fixture
def ben() -> Visitor:
    return guest("Ben")


@pytest.fixture
def board(ada: Visitor, ben: Visitor) -> Board:
    return table_of(ada, ben, slug="derby")[0]


def scorer(board: Board) -> Any:
    return table_state(board)["seats"]["scorer"]


def at(by: Visitor, now: datetime = NOON, seat: str = "scorer") -> dict[str, Any]:
    return {"slug": "derby", "seat": seat, "by": by, "now": now}


def told(board: Board) -> list[dict[str, Any]]:
    """Every state of the table that was published, oldest first."""
    frames = EventRow.objects.filter(topic__name=f"table.{board.slug}").order_by("seq").values_list("frame", flat=True)
    return [json.loads(frame)["data"] for frame in frames]


# Sitting down


def test_a_free_seat_is_taken_for_half_a_minute(board: Board, ada: Visitor) -> None:
    table = take_seat(**at(ada))

    assert table["seats"]["scorer"] == {
        "holder": person_of(ada),
        "until": "2026-11-21T12:00:30.000Z",
        "asked_by": None,
        "asked_until": None,
    }
    assert table["seats"]["timer"]["holder"] is None
    assert told(board)[-1] == table == table_state(board)


def test_a_held_seat_cannot_be_taken(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))

    with assert_refused(SeatHeld) as refused:
        take_seat(**at(ben, after(29)))

    assert refused.value.extra == {"holder": person_of(ada), "until": "2026-11-21T12:00:30.000Z"}
    assert scorer(board)["holder"] == person_of(ada)


def test_absence_frees_a_seat_for_who_takes_it(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))

    assert take_seat(**at(ben, after(30)))["seats"]["scorer"]["holder"] == person_of(ben)


def test_who_comes_back_before_anybody_took_the_seat_still_has_it(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))

    renew_seats(slug="derby", by=ada, now=after(300))

    with assert_refused(SeatHeld):
        take_seat(**at(ben, after(301)))


def test_one_person_may_have_every_seat(board: Board, ada: Visitor) -> None:
    for seat in ("scorer", "timer", "shot"):
        table = take_seat(**at(ada, seat=seat))

    assert [table["seats"][seat]["holder"] for seat in table["seats"]] == [person_of(ada)] * 3


def test_who_does_not_work_the_board_sits_nowhere(board: Board) -> None:
    cyd = member("Cyd")

    for act in (take_seat, ask_for_seat, give_seat, refuse_seat, leave_seat):
        with assert_refused(WrongOperatorToken):
            act(**at(cyd))
    with assert_refused(WrongOperatorToken):
        renew_seats(slug="derby", by=cyd, now=NOON)
    assert not Seat.objects.exists()


# Handing over


def test_a_seat_is_handed_over_when_the_holder_agrees(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))

    asked = ask_for_seat(**at(ben, after(5)))["seats"]["scorer"]
    given = give_seat(**at(ada, after(10)))["seats"]["scorer"]

    assert (asked["asked_by"], asked["asked_until"]) == (person_of(ben), "2026-11-21T12:00:35.000Z")
    assert given == {
        "holder": person_of(ben),
        "until": "2026-11-21T12:00:40.000Z",
        "asked_by": None,
        "asked_until": None,
    }


def test_the_holder_may_keep_the_seat(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))
    ask_for_seat(**at(ben, after(1)))

    kept = refuse_seat(**at(ada, after(2)))["seats"]["scorer"]

    assert (kept["holder"], kept["asked_by"]) == (person_of(ada), None)


def test_silence_is_no_consent(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))
    ask_for_seat(**at(ben))
    renew_seats(slug="derby", by=ada, now=after(29))

    with assert_refused(NobodyAsked):
        give_seat(**at(ada, after(30)))
    with assert_refused(SeatHeld):
        take_seat(**at(ben, after(31)))


def test_only_one_may_ask_at_a_time(board: Board, ada: Visitor, ben: Visitor) -> None:
    dan = guest("Dan")
    table_of(ada, ben, dan, slug="third")
    take_seat(slug="third", seat="shot", by=ada, now=NOON)
    ask_for_seat(slug="third", seat="shot", by=ben, now=NOON)

    with assert_refused(SeatAskedFor):
        ask_for_seat(slug="third", seat="shot", by=dan, now=after(5))
    renew_seats(slug="third", by=ada, now=after(25))
    later = ask_for_seat(slug="third", seat="shot", by=dan, now=after(31))

    assert later["seats"]["shot"]["asked_by"] == person_of(dan)


def test_asking_for_a_seat_that_is_free_by_now_takes_it(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))

    assert ask_for_seat(**at(ben, after(31)))["seats"]["scorer"]["holder"] == person_of(ben)


def test_only_the_holder_gives_refuses_and_leaves(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))
    ask_for_seat(**at(ben))

    for act in (give_seat, refuse_seat, leave_seat):
        with assert_refused(SeatNotHeld) as refused:
            act(**at(ben))
        assert refused.value.extra == {"seat": "scorer", "holder": person_of(ada)}
    assert scorer(board)["holder"] == person_of(ada)


def test_nobody_asked_so_nobody_is_given_anything(board: Board, ada: Visitor) -> None:
    take_seat(**at(ada))

    for act in (give_seat, refuse_seat):
        with assert_refused(NobodyAsked):
            act(**at(ada))


def test_leaving_frees_the_seat(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ada))

    left = leave_seat(**at(ada))["seats"]["scorer"]

    assert left == {"holder": None, "until": None, "asked_by": None, "asked_until": None}
    assert take_seat(**at(ben))["seats"]["scorer"]["holder"] == person_of(ben)


# Renewing


def test_renewing_moves_the_lease_and_tells_it_once_in_ten_seconds(board: Board, ada: Visitor) -> None:
    take_seat(**at(ada))
    before = len(told(board))

    untils = [
        renew_seats(slug="derby", by=ada, now=after(second))["seats"]["scorer"]["until"] for second in range(1, 31)
    ]

    assert len(told(board)) - before == 3
    assert untils[-1] == "2026-11-21T12:00:57.000Z"


def test_a_watcher_never_holds_a_lease_for_ended_that_has_been_renewed(board: Board, ada: Visitor) -> None:
    take_seat(**at(ada))

    for tenth in range(1, 12):
        table = renew_seats(slug="derby", by=ada, now=after(tenth * 9.9))
        assert told(board)[-1] == table
        assert table["seats"]["scorer"]["until"] > after(tenth * 9.9 + 20).isoformat()


def test_renewing_holds_all_seats_of_one_person_in_one_event(board: Board, ada: Visitor) -> None:
    for seat in ("scorer", "timer"):
        take_seat(**at(ada, seat=seat))
    before = len(told(board))

    table = renew_seats(slug="derby", by=ada, now=after(15))

    assert {table["seats"][seat]["until"] for seat in ("scorer", "timer")} == {"2026-11-21T12:00:45.000Z"}
    assert len(told(board)) - before == 1


# Working


@pytest.mark.parametrize(
    ("kind", "seat"),
    [
        ("score", "scorer"),
        ("undo", "scorer"),
        ("foul", "scorer"),
        ("roster", "scorer"),
        ("strike", "scorer"),
        ("final", "scorer"),
        ("clock_start", "timer"),
        ("clock_set", "timer"),
        ("timeout", "timer"),
        ("period_next", "timer"),
        ("correct_period", "timer"),
        ("shot_reset", "shot"),
        ("shot_off", "shot"),
    ],
)
def test_each_command_has_its_seat(kind: str, seat: str) -> None:
    assert seat_for(kind) == seat


def test_the_holder_commands_under_their_name_and_stays_by_it(board: Board, ada: Visitor) -> None:
    take_seat(**at(ada))

    press(board, ada, score(), "first-press", now=after(15))

    event = GameEvent.objects.get()
    assert (event.actor, event.actor_name) == (ada.public_id, "Ada")
    assert scorer(board)["until"] == "2026-11-21T12:00:45.000Z"
    assert told(board)[-1] == table_state(board)


def test_many_commands_are_little_news_of_the_table(board: Board, ada: Visitor) -> None:
    take_seat(**at(ada))
    before = len(told(board))

    for second in range(1, 10):
        press(board, ada, score(), f"press-at-{second}", now=after(second))

    assert len(told(board)) - before == 1


@pytest.mark.parametrize("held_by", ["nobody", "ben"])
def test_without_its_seat_a_command_changes_nothing(board: Board, ada: Visitor, ben: Visitor, held_by: str) -> None:
    take_seat(**at(ada, seat="timer"))
    if held_by == "ben":
        take_seat(**at(ben))

    with assert_refused(SeatNotHeld) as refused:
        press(board, ada, score(), "no-seat-1")

    assert refused.value.extra == {"seat": "scorer", "holder": person_of(ben) if held_by == "ben" else None}
    assert not GameEvent.objects.exists()
    assert press(board, ada, START, "the-clock").position == 1


def test_a_lease_that_ended_lets_the_holder_go_on_until_somebody_takes_the_seat(
    board: Board, ada: Visitor, ben: Visitor
) -> None:
    take_seat(**at(ada))

    press(board, ada, score(), "back-again", now=after(100))

    with assert_refused(SeatHeld):
        take_seat(**at(ben, after(101)))


def test_a_command_that_was_applied_is_answered_again_whoever_has_the_seat_now(
    board: Board, ada: Visitor, ben: Visitor
) -> None:
    take_seat(**at(ada))
    first = press(board, ada, score(), "lost-answer")
    leave_seat(**at(ada))
    take_seat(**at(ben))

    again = press(board, ada, score(), "lost-answer")

    assert (again.position, again.state, again.repeated) == (first.position, first.state, True)
    with assert_refused(CommandIdReused):
        press(board, ada, score("away"), "lost-answer")
    assert GameEvent.objects.count() == 1


def test_a_refused_command_is_refused_for_its_own_reason(board: Board, ada: Visitor) -> None:
    take_seat(**at(ada))
    press(board, ada, score(), "position-1")

    with assert_refused(PositionConflict):
        command_from_seat(
            slug="derby",
            by=ada,
            command=read_command(score()),
            command_id="too-late",
            expected_position=0,
            now=after(1),
        )


def test_a_removed_operator_commands_nothing_more(board: Board, ada: Visitor, ben: Visitor) -> None:
    take_seat(**at(ben))
    press(board, ben, score(), "while-there")

    remove_operator(slug="derby", person=str(ben.public_id), by=ada, now=NOON)

    for command_id in ("while-there", "and-another"):
        with assert_refused(WrongOperatorToken):
            press(board, ben, score(), command_id)
    assert GameEvent.objects.count() == 1


def test_nobody_known_holds_no_free_seat(board: Board) -> None:
    with assert_refused(WrongOperatorToken):
        press(board, Visitor(), score(), "by-nobody")


def test_a_seat_costs_a_command_two_queries(board: Board, ada: Visitor) -> None:
    take_seat(**at(ada))
    # The first command of a board also makes its topics.
    command(board, score())
    with CaptureQueriesContext(connection) as of_a_program:
        command(board, score())

    with CaptureQueriesContext(connection) as of_a_browser:
        press(board, ada, score(), "first-press")

    # The program's savepoint is the browser's, inside one more.
    assert len(of_a_browser) - len(of_a_program) == 2 + 2

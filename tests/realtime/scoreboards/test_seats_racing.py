"""Two people at once: one of them has the seat, and no command slips through a hand-over."""

import threading
import time
from typing import Any

import pytest
from django.db import transaction

from project.accounts.visitors import Visitor
from project.base.errors import Refusal
from realtime.scoreboards.actions import Result
from realtime.scoreboards.models import GameEvent, Seat
from realtime.scoreboards.operators import may_operate, remove_operator
from realtime.scoreboards.seats import ask_for_seat, give_seat, take_seat
from realtime.scoreboards.table import lock_table, table_state
from tests.realtime.race import race
from tests.realtime.scoreboards.crew import guest, member, person_of, press, table_of
from tests.realtime.scoreboards.table import NOON, after, score

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def crew() -> list[Visitor]:
    return [member("Ada"), guest("Ben"), guest("Dan"), guest("Eve")]


def outcome(act: Any, **said: Any) -> str:
    """`done`, or the code of the refusal."""
    try:
        act(**said)
    except Refusal as refusal:
        return refusal.code
    return "done"


@pytest.mark.parametrize("begins", ["never held", "lease over"])
def test_of_all_who_reach_for_a_seat_one_gets_it(crew: list[Visitor], begins: str) -> None:
    board, _token = table_of(*crew, slug="derby")
    if begins == "lease over":
        take_seat(slug="derby", seat="scorer", by=crew[0], now=NOON)
    takers = crew[1:] if begins == "lease over" else crew

    outcomes = race(
        lambda number: outcome(take_seat, slug="derby", seat="scorer", by=takers[number], now=after(60)),
        runners=len(takers),
    )

    assert sorted(outcomes) == ["SeatHeld"] * (len(takers) - 1) + ["done"]
    holder = table_state(board)["seats"]["scorer"]["holder"]
    assert holder == person_of(takers[outcomes.index("done")])
    assert Seat.objects.count() == 1


def test_a_command_that_waits_for_a_hand_over_is_refused_after_it(crew: list[Visitor]) -> None:
    ada, ben = crew[:2]
    board, _token = table_of(ada, ben, slug="derby")
    take_seat(slug="derby", seat="scorer", by=ada, now=NOON)
    ask_for_seat(slug="derby", seat="scorer", by=ben, now=NOON)
    handing, waiting = threading.Event(), threading.Event()

    def act(number: int) -> Any:
        if number:
            handing.wait(timeout=20)
            waiting.set()
            return outcome(press, board=board, by=ada, payload=score(), command_id="too-late")
        with transaction.atomic():
            lock_table("derby")
            handing.set()
            waiting.wait(timeout=20)
            # The other thread's statement is on its way to the lock.
            time.sleep(0.2)
            return outcome(give_seat, slug="derby", seat="scorer", by=ada, now=NOON)

    assert race(act, runners=2) == ["done", "SeatNotHeld"]
    assert not GameEvent.objects.exists()


def test_while_a_seat_changes_hands_every_play_is_of_its_holder_then(crew: list[Visitor]) -> None:
    ada, ben = crew[:2]
    board, _token = table_of(ada, ben, slug="derby")
    take_seat(slug="derby", seat="scorer", by=ada, now=NOON)
    ask_for_seat(slug="derby", seat="scorer", by=ben, now=NOON)
    hands: tuple[Visitor, ...] = (ada, ben)

    def act(number: int) -> list[Any]:
        if number == 2:
            time.sleep(0.05)
            return [outcome(give_seat, slug="derby", seat="scorer", by=ada, now=NOON)]
        return [
            outcome(press, board=board, by=hands[number], payload=score(), command_id=f"press-{number}-{tried}")
            for tried in range(20)
        ]

    adas, bens, given = race(act, runners=3)

    plays = list(GameEvent.objects.order_by("position").values_list("actor", flat=True))
    split = plays.index(str(ben.public_id)) if ben.public_id in plays else len(plays)
    assert given == ["done"]
    assert plays[:split] == [ada.public_id] * adas.count("done")
    assert plays[split:] == [ben.public_id] * bens.count("done")
    assert set(adas + bens) <= {"done", "SeatNotHeld"}


def test_whoever_is_removed_while_reaching_for_a_seat_does_not_keep_it(crew: list[Visitor]) -> None:
    ada, ben = crew[:2]
    board, _token = table_of(ada, ben, slug="derby")

    race(
        lambda number: (
            outcome(remove_operator, slug="derby", person=str(ben.public_id), by=ada, now=NOON)
            if number
            else outcome(take_seat, slug="derby", seat="scorer", by=ben, now=NOON)
        ),
        runners=2,
    )

    assert not may_operate(ben, board)
    assert table_state(board)["seats"]["scorer"]["holder"] is None


def test_two_holders_of_two_seats_hammer_one_board_and_nothing_is_lost(crew: list[Visitor]) -> None:
    ada, ben = crew[:2]
    board, _token = table_of(ada, ben, slug="derby")
    take_seat(slug="derby", seat="scorer", by=ada, now=NOON)
    take_seat(slug="derby", seat="timer", by=ben, now=NOON)
    clocks = ("clock_start", "clock_stop")

    def act(number: int) -> list[Result]:
        by = (ada, ben)[number]
        payloads = [score() if by is ada else {"kind": clocks[tried % 2]} for tried in range(20)]
        return [
            press(board, by, payload, f"press-{number}-{tried}", now=after(tried / 10))
            for tried, payload in enumerate(payloads)
        ]

    answers = [result.position for results in race(act, runners=2) for result in results]

    assert sorted(answers) == list(range(1, 41))
    board.refresh_from_db()
    assert (board.position, board.home_score) == (40, 40)

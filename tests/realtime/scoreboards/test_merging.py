"""A guest who kept a score signs in and goes on keeping it."""

import pytest

from project.accounts.merging import merge_guest
from project.accounts.models import User
from project.accounts.visitors import Visitor
from realtime.models import EventRow
from realtime.scoreboards.keys import write_key
from realtime.scoreboards.merging import COVERS
from realtime.scoreboards.models import Board, BoardKey, Operator, Seat
from realtime.scoreboards.operators import WrongOperatorToken, remember_operator, require_owner
from realtime.scoreboards.seats import ask_for_seat, take_seat
from realtime.scoreboards.table import table_state
from tests.realtime.scoreboards.crew import guest, member, press, table_of
from tests.realtime.scoreboards.table import NOON, after

pytestmark = pytest.mark.django_db


def become(was: Visitor, now: Visitor) -> bool:
    return merge_guest(guest_id=was.person_id or 0, member_id=now.person_id or 0, now=NOON)


def left_of(who: Visitor) -> list[str]:
    """The columns in which this person still is."""
    models = {"Board": Board, "BoardKey": BoardKey, "Operator": Operator, "Seat": Seat}
    parts = [column.split(".")[1:] for column in COVERS]
    return [
        f"{model}.{field}"
        for model, field in parts
        if models[model].objects.filter(**{field: who.person_id}).exists()  # type: ignore[attr-defined]
    ]


def test_board_keys_seat_and_score_go_on_under_the_member() -> None:
    gil, ada = guest("Gil"), member("Ada")
    board, _token = table_of(gil)
    write_key(board, name="Program", by=gil.person_id, now=NOON)
    take_seat(slug=board.slug, seat="scorer", by=gil, now=NOON)

    become(gil, ada)

    board.refresh_from_db()
    require_owner(board, ada)
    assert left_of(gil) == []
    assert BoardKey.objects.get(name="Program").created_by_id == ada.person_id
    press(board, ada, {"kind": "score", "team": "home", "points": 2}, "after-1", now=after(1))
    with pytest.raises(WrongOperatorToken):
        require_owner(board, gil)


def test_what_was_scored_as_a_guest_is_ones_own_to_take_back() -> None:
    gil, ada = guest("Gil"), member("Ada")
    board, _token = table_of(gil)
    take_seat(slug=board.slug, seat="scorer", by=gil, now=NOON)
    press(board, gil, {"kind": "score", "team": "home", "points": 2}, "before-1", now=NOON)

    become(gil, ada)
    press(board, ada, {"kind": "undo", "count": 1}, "after-1", now=after(1))

    board.refresh_from_db()
    assert board.state.home.score == 0


def test_the_table_is_told_who_sits_there_now() -> None:
    gil, ada = guest("Gil"), member("Ada")
    board, _token = table_of(gil)
    take_seat(slug=board.slug, seat="scorer", by=gil, now=NOON)

    become(gil, ada)

    told = EventRow.objects.filter(topic__name=f"table.{board.slug}").latest("seq").frame
    board.refresh_from_db()
    assert f'"owner":"{ada.public_id}"' in told
    assert gil.public_id not in told  # type: ignore[operator]
    assert table_state(board)["seats"]["scorer"]["holder"] == {"id": ada.public_id, "name": "Ada"}


def test_who_worked_a_board_as_both_works_it_once_since_they_first_did() -> None:
    ada, gil, ben = member("Ada"), guest("Gil"), member("Ben")
    board, _token = table_of(ben, gil)
    remember_operator(ada, board, now=after(60))
    Operator.objects.filter(person=gil.person_id).update(since=NOON)

    become(gil, ada)

    assert Operator.objects.filter(board=board).count() == 2
    assert Operator.objects.get(person=ada.person_id).since == NOON
    board.refresh_from_db()
    assert board.owner_id == ben.person_id


def test_nobody_asks_themselves_for_a_seat() -> None:
    ada, gil = member("Ada"), guest("Gil")
    board, _token = table_of(ada, gil)
    take_seat(slug=board.slug, seat="scorer", by=ada, now=NOON)
    ask_for_seat(slug=board.slug, seat="scorer", by=gil, now=NOON)

    become(gil, ada)

    seat = Seat.objects.get(board=board, seat="scorer")
    assert (seat.holder_id, seat.asked_by_id, seat.asked_at) == (ada.person_id, None, None)


def test_boards_of_other_guests_stay_theirs_and_nothing_is_told_twice() -> None:
    ada, gil, cyd = member("Ada"), guest("Gil"), guest("Cyd")
    board, _token = table_of(cyd)
    table_of(gil)
    become(gil, ada)
    before = EventRow.objects.count()

    again = become(gil, ada)

    board.refresh_from_db()
    assert (again, EventRow.objects.count(), board.owner_id) == (True, before, cyd.person_id)
    assert User.objects.get(pk=cyd.person_id or 0).merged_into is None

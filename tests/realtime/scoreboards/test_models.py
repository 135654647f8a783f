"""The database has the last word: events stay as they were written, and rows keep their shape."""

import pytest
from django.db import IntegrityError, transaction

from realtime.scoreboards.models import Board, GameEvent, RuleProfile
from tests.realtime.scoreboards.table import command, open_board, score

pytestmark = pytest.mark.django_db


def test_the_four_profiles_are_there() -> None:
    assert [profile.slug for profile in RuleProfile.objects.all()] == ["fiba", "nba", "3x3", "youth"]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_event_can_be_neither_changed_nor_deleted(change: str) -> None:
    board = open_board()
    command(board, score())

    events = GameEvent.objects.filter(board=board)
    act = {"update": lambda: events.update(home_score=99), "delete": events.delete}[change]
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()

    assert board.events.get().home_score == 2


@pytest.mark.parametrize("same", ["position", "command_id"])
def test_a_position_and_a_command_id_are_used_once(same: str) -> None:
    board = open_board()
    command(board, score())
    event = board.events.get()
    event.pk = None
    setattr(event, *({"position": ("command_id", "another"), "command_id": ("position", 2)}[same]))

    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)


@pytest.mark.parametrize("wrong", [{"status": "paused"}, {"slug": "a b"}, {"home_score": 3, "status": "scheduled"}])
def test_a_board_of_a_wrong_shape_is_refused(wrong: dict[str, object]) -> None:
    board = open_board()

    with pytest.raises(IntegrityError), transaction.atomic():
        Board.objects.filter(pk=board.pk).update(**wrong)

"""The worker forgets boards to try when their day is over."""

from datetime import timedelta

import pytest

from project.base import clock
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.expiry import LIFE, open_demo_board
from realtime.scoreboards.models import Board
from realtime.scoreboards.tasks import forget_boards
from tests.realtime.scoreboards.crew import guest

pytestmark = pytest.mark.django_db


def test_the_worker_forgets_what_is_over_and_nothing_else() -> None:
    looks = {"home": TeamLook(name="Lions"), "away": TeamLook(name="Bears")}
    for age in (LIFE + timedelta(seconds=1), LIFE - timedelta(minutes=5)):
        open_demo_board(visitor=guest("Ada"), address="192.0.2.11", now=clock.now() - age, **looks)

    forget_boards.call_local()

    assert Board.objects.count() == Board.objects.filter(expires_at__gt=clock.now()).count() == 1

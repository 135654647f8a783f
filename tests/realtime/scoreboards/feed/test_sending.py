"""Over the API of a running server a game ends as it does here."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from pytest_django.live_server_helper import LiveServer

from realtime.scoreboards.commands import Final, Score
from realtime.scoreboards.feed.game import plan, read_game
from realtime.scoreboards.feed.replay import Pace, replay
from realtime.scoreboards.feed.sending import ApiSender, RefusedByApi
from realtime.scoreboards.models import Board
from tests.shared import shared_data

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@contextmanager
def opened(server: LiveServer, slug: str) -> Iterator[ApiSender]:
    with closing(ApiSender(server.url, slug)) as send:
        send.open(profile="nba", home="OKC", away="SAS", title="SAS at OKC")
        yield send


def test_a_game_played_over_the_api_ends_as_in_the_file(live_server: LiveServer) -> None:
    game = read_game(shared_data("basketball_play_by_play.csv"), 2)

    with opened(live_server, "west-2") as send:
        sent = replay(plan(game, periods=4), send, Pace(speed=0))
        score = send.score()

    board = Board.objects.get(slug="west-2")
    assert score == game.final_score == (board.home_score, board.away_score)
    assert (board.position, board.status) == (sent, "final")


def test_a_refusal_over_there_keeps_its_name(live_server: LiveServer) -> None:
    with opened(live_server, "derby") as send, pytest.raises(RefusedByApi) as caught:
        send(Final(), "command-1")
    assert caught.value.code == "PeriodsRemain"


def test_a_board_of_another_token_is_refused(live_server: LiveServer) -> None:
    with opened(live_server, "derby"):
        cyd = closing(ApiSender(live_server.url, "derby", "brd_of_cyd"))

    with cyd as send, pytest.raises(RefusedByApi) as caught:
        send(Score(team="home", points=2), "command-1")
    assert caught.value.code == "WrongOperatorToken"
    assert Board.objects.get().position == 0

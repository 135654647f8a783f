"""The demo shows a game to come, one played and one live, however often it is loaded."""

from random import Random

from django.test import TestCase

from realtime.scoreboards import demo
from realtime.scoreboards.models import Board, GameEvent
from realtime.scoreboards.queries import box_score, live_demo
from realtime.scoreboards.remembered import history_of
from realtime.scoreboards.simulation import next_moves


class TestDemo(TestCase):
    """Loaded once for all that is claimed of it."""

    @classmethod
    def setUpTestData(cls) -> None:
        """What a test changes of it is its own."""
        demo.load()

    def test_loading_twice_changes_nothing(self) -> None:
        events = GameEvent.objects.count()

        demo.load()

        assert dict(Board.objects.values_list("slug", "status")) == {
            "demo-coming": "scheduled",
            "demo-played": "final",
            "demo-live-1": "scheduled",
        }
        assert GameEvent.objects.count() == events

    def test_the_played_game_was_played_by_the_rules_to_a_decision(self) -> None:
        board = Board.objects.get(slug=demo.PLAYED)
        assert board.home_score != board.away_score
        assert board.state.period >= 4
        assert history_of(board).state == board.state

    def test_the_box_score_of_the_played_game_names_who_made_every_point(self) -> None:
        board = Board.objects.get(slug=demo.PLAYED)
        box = box_score(board)
        assert board.state.shot is not None
        for side, score in ((box["home"], board.home_score), (box["away"], board.away_score)):
            assert sum(player["points"] for player in side["players"]) == score
            assert side["totals"]["assists"] > 0
            assert sum(player["rebounds"] > 0 for player in side["players"]) > 5
            assert sum(bool(player["on_court"]) for player in side["players"]) == 5

    def test_the_live_game_is_the_newest(self) -> None:
        newer = demo.open_live_game(now=Board.objects.get(slug="demo-live-1").created_at)

        assert live_demo() == newer
        assert newer.slug == "demo-live-2"

    def test_old_invented_games_are_forgotten_with_their_plays_and_real_ones_are_not(self) -> None:
        board = Board.objects.get(slug="demo-live-1")
        now = board.created_at
        for move in next_moves(board.rules, board.state, now, Random(1)):
            demo.send(board, move, now=now)
        played = GameEvent.objects.filter(board__slug="demo-live-1").count()

        for _ in range(demo.KEPT_GAMES + 2):
            demo.open_live_game(now=now)

        assert played > 0
        assert not GameEvent.objects.filter(board__slug="demo-live-1").exists()
        assert not Board.objects.filter(slug="demo-live-1").exists()
        assert Board.objects.filter(slug__startswith="demo-live-").count() == demo.KEPT_GAMES + 1
        assert Board.objects.filter(slug__in=[demo.COMING, demo.PLAYED]).count() == 2

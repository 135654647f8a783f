"""`manage.py replay_game FILE --game N --speed X`: a play-by-play file played live to every viewer."""

import secrets
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from project.base.errors import Refusal
from realtime.scoreboards.feed.game import FeedGame, plan, read_game
from realtime.scoreboards.feed.replay import Pace, replay
from realtime.scoreboards.feed.sending import ApiSender, HereSender
from realtime.scoreboards.queries import profile_named


def speed_of(text: str) -> float:
    """A factor, or `max` for without waiting."""
    try:
        speed = 0.0 if text == "max" else float(text)
    except ValueError as error:
        raise ArgumentTypeError("a number, or max") from error
    if not 0 <= speed < float("inf"):
        raise ArgumentTypeError("a number from 0, or max")
    return speed


class Command(BaseCommand):
    """Plays one game of a file through a board, here or over the API of a running program."""

    help = "Play one game of a play-by-play file through a board, live to every viewer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the game, the speed, and where to."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--game", type=int, default=1, help="which game of the file")
        parser.add_argument("--speed", type=speed_of, default=1.0, help="1 as played, 0 or max")
        parser.add_argument("--slug", help="the board; opened when it is not there")
        parser.add_argument("--profile", default="nba", help="the rules, when the board is opened")
        parser.add_argument("--url", help="play through the API there, as in http://localhost:8000")
        parser.add_argument("--token", default="", help="operator token of a board that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, report, play, and compare the end with the file."""
        try:
            self.play(options)
        except FileNotFoundError as error:
            raise CommandError(f"There is no file {options['file']}.") from error
        except Refusal as refusal:
            raise CommandError(f"{refusal.code}: {refusal} {refusal.extra or ''}") from refusal

    def play(self, options: dict[str, Any]) -> None:
        """The whole replay; raises refusals."""
        game = read_game(options["file"], options["game"])
        slug = options["slug"] or f"replay-{game.number}-{secrets.token_hex(3)}"
        send: HereSender | ApiSender = HereSender(slug)
        if options["url"]:
            send = ApiSender(options["url"], slug, options["token"])
        with closing(send):
            self.through(send, game, options)

    def through(self, send: HereSender | ApiSender, game: FeedGame, options: dict[str, Any]) -> None:
        """Open the board and send it everything."""
        send.open(
            profile=options["profile"],
            home=game.home,
            away=game.away,
            title=f"{game.away} at {game.home}",
        )
        self.say(f"Board {send.slug}: {game.away} at {game.home}, {len(game.rows)} rows.")
        periods = profile_named(options["profile"]).periods
        sent = replay(plan(game, periods=periods), send, Pace(speed=options["speed"]))
        self.report(game, sent, send.score())

    def report(self, game: FeedGame, sent: int, score: tuple[int, int]) -> None:
        """What was played, what was odd in the file, and whether the ends agree."""
        self.say(f"Played {sent} commands from {len(game.rows)} rows.")
        self.say(f"Rows out of order: {len(game.moved)}{_lines(game.moved)}")
        if game.swapped:
            self.say("The team columns are the wrong way round: scores follow who made them.")
        self.say(f"Rows with points the feed left out: {len(game.filled)}{_lines(game.filled)}")
        self.say(f"Final: {game.home} {score[0]}, {game.away} {score[1]}.")
        if score != game.final_score:
            raise CommandError(f"The file ends at {game.final_score[0]}-{game.final_score[1]}.")

    def say(self, line: str) -> None:
        """Print at once, for those who follow a long game."""
        self.stdout.write(line)
        self.stdout.flush()


def _lines(numbers: list[int]) -> str:
    return f" (lines {', '.join(map(str, numbers))})" if numbers else ""

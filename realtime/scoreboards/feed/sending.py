"""Two ways to a board for a feed: the actions of this process, or the API of another one."""

import time
from typing import Any, ClassVar

import httpx

from project.base import clock
from project.base.errors import Refusal
from realtime.scoreboards.actions import apply_command, create_board
from realtime.scoreboards.commands import AnyCommand, TeamLook
from realtime.scoreboards.models import Board


class RefusedByApi(Refusal):
    """The other side said no; its own code is kept."""

    status: ClassVar[int] = 502

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem.get("title"), **(problem.get("fields") or {}))
        self.named = str(problem.get("code", "RefusedByApi"))

    @property
    def code(self) -> str:
        """The name of the refusal over there."""
        return self.named


class HereSender:
    """Commands a board of this installation through the actions."""

    def __init__(self, slug: str) -> None:
        self.slug = slug

    def open(self, *, profile: str, home: str, away: str, title: str) -> str:
        """Open the board unless it is there already."""
        if not Board.objects.filter(slug=self.slug).exists():
            create_board(
                profile=profile,
                home=TeamLook(name=home),
                away=TeamLook(name=away),
                title=title,
                slug=self.slug,
                now=clock.now(),
            )
        return self.slug

    def __call__(self, command: AnyCommand, command_id: str) -> None:
        """Apply one command."""
        now = clock.now()
        apply_command(slug=self.slug, command=command, command_id=command_id, actor="feed", now=now)

    def score(self) -> tuple[int, int]:
        """Home and away score on the board."""
        board = Board.objects.get(slug=self.slug)
        return board.home_score, board.away_score

    def close(self) -> None:
        """Nothing is held open here."""


class ApiSender:
    """Commands a board over HTTP with its operator token; opens one when no token is given."""

    def __init__(self, url: str, slug: str, token: str = "") -> None:
        self.slug, self.token = slug, token
        self.boards = f"{url.rstrip('/')}/api/boards"
        self.client = httpx.Client(timeout=30)

    def open(self, *, profile: str, home: str, away: str, title: str) -> str:
        """Open the board, unless a token says that it is there already."""
        if not self.token:
            new = {"profile": profile, "home": {"name": home}, "away": {"name": away}}
            opened = self._ask("POST", "", {**new, "title": title, "slug": self.slug})
            self.token = str(opened["operator_token"])
        return self.slug

    def __call__(self, command: AnyCommand, command_id: str) -> None:
        """Send one command."""
        body = {"command_id": command_id, "command": command.payload()}
        self._ask("POST", f"/{self.slug}/commands", body)

    def score(self) -> tuple[int, int]:
        """Home and away score on the board."""
        state = self._ask("GET", f"/{self.slug}")
        return int(state["home"]["score"]), int(state["away"]["score"])

    def close(self) -> None:
        """Give the connection back."""
        self.client.close()

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        while True:
            answer = self.client.request(method, self.boards + path, json=body, headers=headers)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            time.sleep(float(answer.headers.get("Retry-After", "1")))
        if answer.is_error:
            raise RefusedByApi(answer.json())
        return dict(answer.json())

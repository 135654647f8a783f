"""Somebody who commands boards over HTTP and repeats each command, under its own id, until it is answered."""

import asyncio
import random
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

PATIENCE_SECONDS = 3.0
PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Intent:
    """A command that was meant once, and the position that its answer named."""

    slug: str
    command_id: str
    position: int


class Writer:
    """Commands boards in turn by lot, through whichever web process answers; `pause` seconds between two commands."""

    def __init__(self, tokens: Mapping[str, str], webs: Sequence[str], rng: random.Random, *, pause: float) -> None:
        self.tokens, self.webs, self.rng, self.pause = tokens, webs, rng, pause
        self.answered: list[Intent] = []
        self.refused: list[str] = []
        self.attempts = 0
        self.stopping = threading.Event()

    async def run(self) -> None:
        """Write until told to stop; the command under way is still brought to its answer."""
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as client:
            while not self.stopping.is_set():
                await self._command(client)
                await asyncio.sleep(self.rng.uniform(0, 2 * self.pause))

    async def _command(self, client: httpx.AsyncClient) -> None:
        slug, command_id = self.rng.choice(list(self.tokens)), uuid4().hex
        body = {"command_id": command_id, "command": self._some_command()}
        answer = await self._try(client, slug, body)
        while answer is None:
            await asyncio.sleep(self.rng.uniform(0, PAUSE_SECONDS))
            answer = await self._try(client, slug, body)
        if answer.is_success:
            self.answered.append(Intent(slug, command_id, answer.json()["position"]))
        else:
            self.refused.append(f"{answer.status_code} {answer.text}")

    async def _try(self, client: httpx.AsyncClient, slug: str, body: dict[str, Any]) -> httpx.Response | None:
        """One attempt; None when nobody can tell whether it counted."""
        self.attempts += 1
        url = f"{self.rng.choice(self.webs)}/api/boards/{slug}/commands"
        headers = {"Authorization": f"Bearer {self.tokens[slug]}"}
        try:
            answer = await client.post(url, json=body, headers=headers)
        except httpx.TransportError:
            return None
        return None if answer.status_code >= 500 else answer

    def _some_command(self) -> dict[str, Any]:
        """Mostly plays and points; now and then something is taken back."""
        lot, team = self.rng.random(), self.rng.choice(["home", "away"])
        if lot < 0.02:
            return {"kind": "undo"}
        if lot < 0.4:
            return {"kind": "score", "team": team, "points": self.rng.choice([1, 2])}
        return {"kind": self.rng.choice(["note", "rebound", "miss", "steal"]), "team": team}

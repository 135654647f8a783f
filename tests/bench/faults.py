"""The fault run in its long form: minutes of harm to real processes, and what every reader was told meanwhile."""

import os
from typing import Any

import django

from tests.bench.children import CORES

SECONDS = 240


def measure(*, seconds: float, seed: int | None = None) -> dict[str, Any]:
    """Do harm for so long, in an order that the printed seed decides."""
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    # Readers fold what they are told with the product's own kinds.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    from tests.faults.run import run

    # Nothing is timed here: everybody may use every core.
    pinned = os.sched_getaffinity(0)
    os.sched_setaffinity(0, CORES)
    try:
        chosen = int.from_bytes(os.urandom(4)) if seed is None else seed
        print(f"  seed {chosen}", flush=True)
        report = run(seed=chosen, seconds=seconds, tell=lambda line: print(f"  {line}", flush=True))
    finally:
        os.sched_setaffinity(0, pinned)
    return report.as_dict()

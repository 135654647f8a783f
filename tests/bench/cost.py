"""What a process has used so far, as the kernel counts it."""

import os
from pathlib import Path

TICK_NS = 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def cpu_ns(*pids: int) -> int:
    """Nanoseconds of CPU, user and system, of all threads that live in these processes."""
    return sum(
        int(task.read_text().split()[0]) for pid in pids for task in Path(f"/proc/{pid}/task").glob("*/schedstat")
    )


def cpu_with_ended_ns(pid: int) -> int:
    """Nanoseconds of CPU, those of threads that have ended as well, in steps of the kernel's tick."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) * TICK_NS


def memory_kb(pid: int) -> dict[str, int]:
    """Resident, proportional and private kilobytes of a process."""
    figures = {"Rss": 0, "Pss": 0, "Private": 0}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        name = name.partition("_")[0] if name.startswith("Private_") else name
        if name in figures:
            figures[name] += int(rest.split()[0])
    return figures

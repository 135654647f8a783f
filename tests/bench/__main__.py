"""`python -m tests.bench`: measure Rialto beside other servers on this machine, print a table, keep the figures."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable

from tests.bench import sections
from tests.bench.children import CLIENT_CORE, CORES, SERVER_CORE
from tests.bench.ground import ground
from tests.bench.report import Results, harmed, save, show

SECTIONS: dict[str, Callable[[sections.Run], object]] = {
    "fanout": sections.fanout,
    "connect": sections.connect,
    "burst": sections.burst,
    "chat": sections.chat,
    "calls": sections.calls,
    "catalogue": sections.catalogue,
    "finding": sections.finding,
    "publish": sections.publish,
    "ledger": sections.ledger,
    "checkout": sections.checkout,
    "resume": sections.resume,
    "faults": sections.faults,
}


def arguments() -> argparse.Namespace:
    """What to measure, and how long."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("section", nargs="?", default="all", choices=[*SECTIONS, "all"])
    parser.add_argument("--sockets", type=int, help="one size instead of 1,000 and 8,000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=240, help="how long the fault run does harm")
    parser.add_argument("--seed", type=int, help="repeat the faults of an earlier run")
    parser.add_argument("--install", action="store_true", help="install servers to compare with")
    return parser.parse_args()


def main() -> int:
    """Run the sections one after another; fails when one of our sockets missed a message."""
    options = arguments()
    os.sched_setaffinity(0, {CLIENT_CORE})
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    print(f"{len(CORES)} cores: server on {SERVER_CORE}, clients and publisher on {CLIENT_CORE}")
    results: Results = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    names = SECTIONS if options.section == "all" else [options.section]
    with ground() as servers:
        run = sections.Run(servers, options.sockets, options.rounds, options.install, options.seconds, options.seed)
        for name in names:
            print(f"measuring {name} ...", flush=True)
            results[name] = SECTIONS[name](run)
            save(results)
    show(results)
    for harm in harmed(results):
        print(f"FAILED {harm}", file=sys.stderr)
    return 1 if harmed(results) else 0


if __name__ == "__main__":
    sys.exit(main())

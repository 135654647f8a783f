"""The table at the end: each figure beside the bar it must meet, and all of it as JSON under `var/bench`."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.bench.children import WORKSHOP

Results = dict[str, Any]
OURS = "Rialto"


@dataclass(frozen=True)
class Line:
    """One figure; `bar` is its upper limit where it has one."""

    name: str
    value: float | None
    unit: str
    bar: float | None = None
    note: str = ""

    def text(self) -> str:
        """The line as printed."""
        value = "not installed" if self.value is None else f"{self.value:,.2f} {self.unit}"
        bar = "" if self.bar is None else f"<= {self.bar:,.2f}"
        return f"  {self.name:<58}{value:>20}  {bar:<12}{self.verdict():<8}{self.note}".rstrip()

    def verdict(self) -> str:
        """Met or missed; nothing where there is no bar."""
        if self.bar is None or self.value is None:
            return ""
        return "met" if self.value <= self.bar else "MISSED"


def save(results: Results) -> None:
    """Keep the newest result of each section."""
    path = WORKSHOP / "latest.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(known | results, indent=1) + "\n")


def show(results: Results) -> None:
    """Print the table."""
    sections: dict[str, tuple[str, Callable[[Any], Iterator[Line]]]] = {
        "fanout": ("Fan-out, CPU of the server for each delivered message", fanout_lines),
        "connect": ("Connecting and joining, idle sockets", connect_lines),
        "burst": ("Bursts, CPU for each delivered message", burst_lines),
        "chat": ("Chat, CPU for each delivered message beside plays in the same rhythm", chat_lines),
        "calls": ("Calls of the API beside an empty view of the same process", call_lines),
        "catalogue": ("The catalogue over HTTP, beside its statements alone", catalogue_lines),
        "finding": ("Finding what was meant: recall of the first ten, and reciprocal rank", finding_lines),
        "publish": ("Durable publishes, the best of several rounds", publish_lines),
        "ledger": ("Transfers of five lines, two connections, the best of several rounds", ledger_lines),
        "checkout": ("Checkouts, two buyers at once, Stripe's double on the same cores", checkout_lines),
        "resume": ("Resuming after kill -9", resume_lines),
        "faults": ("Faults, real processes in random order", fault_lines),
    }
    for name, (title, lines) in sections.items():
        if name in results:
            print(f"\n{title}")
            for line in lines(results[name]):
                print(line.text())


def harmed(results: Results) -> list[str]:
    """Every place where one of our sockets missed a message, had one twice, or out of order."""
    ours = [row for row in results.get("fanout", []) if row["server"] == OURS]
    rows = {f"fan-out {row['sockets']}": row for row in ours}
    rows |= {name: results[name] for name in ("burst", "resume", "faults") if name in results}
    rows |= {f"chat, {row['name']}": row for row in results.get("chat", [])}
    return [
        f"{where}: {row[harm]} {harm}"
        for where, row in rows.items()
        for harm in ("lost", "doubled", "disordered")
        if row[harm]
    ]


def fanout_lines(rows: list[dict[str, Any]]) -> Iterator[Line]:
    """Every server at every size, ours against the bars."""
    cost = {(row["server"], row["sockets"]): row.get("cpu_us") for row in rows}
    for row in rows:
        name = f"{row['sockets']:>6,} sockets  {row['server']}"
        if "cpu_us" not in row:
            yield Line(name, None, "", note=row.get("why", ""))
            continue
        spread = (
            f"{row['cpu_us_least']:.1f}..{row['cpu_us_most']:.1f}; p50 {row['p50_ms']:.1f} p99 {row['p99_ms']:.1f} ms"
        )
        yield Line(name, row["cpu_us"], "us", note=spread)
    for row in rows:
        if row["server"] == OURS and "cpu_us" in row:
            yield from _against(row, cost)


def _against(row: dict[str, Any], cost: dict[tuple[str, int], float | None]) -> Iterator[Line]:
    small = row["sockets"] < 5000
    factors = {"nchan in nginx": 1.5 if small else 1.1}
    factors |= {"Socket.IO on Node": 0.8, "tutorial on daphne": 1 / 25} if small else {}
    for other, factor in factors.items():
        theirs = cost.get((other, row["sockets"]))
        name = f"{row['sockets']:>6,} sockets  ours / {other}"
        yield Line(name, row["cpu_us"] / theirs if theirs else None, "x", factor)
    harm = row["lost"] + row["doubled"] + row["disordered"]
    yield Line(f"{row['sockets']:>6,} sockets  lost, doubled or out of order", harm, "", 0)
    yield Line(f"{row['sockets']:>6,} sockets  commit to socket, median", row["commit_ms"], "ms")


def connect_lines(rows: list[dict[str, Any]]) -> Iterator[Line]:
    """Cost of coming in; the bars are for a guest without a session, with one topic joined."""
    for row in rows:
        if "cpu_us" not in row:
            yield Line(row["server"], None, "")
            continue
        ours = row["server"] == OURS
        yield Line(f"{row['server']}: CPU", row["cpu_us"] / 1000, "ms", 1.5 if ours else None)
        note = f"private {row['private_kb']:.1f}, proportional {row['pss_kb']:.1f} KB"
        yield Line(f"{row['server']}: memory", row["rss_kb"], "KB", 25 if ours else None, note)


def burst_lines(row: dict[str, Any]) -> Iterator[Line]:
    """Bursts against single messages."""
    names = {
        "singles": "one each 250 ms",
        "even": "50 a second, evenly",
        "in_a_row": "50 transactions back to back, each second",
        "together": "50 of one transaction, each second",
    }
    for key, name in names.items():
        yield Line(name, row[key], "us", None if key == "singles" else row["singles"])
    yield Line("lost, doubled or out of order", row["lost"] + row["doubled"] + row["disordered"], "", 0)


def chat_lines(rows: list[dict[str, Any]]) -> Iterator[Line]:
    """Messages against plays: a message may cost a tenth more than its play, for it is longer."""
    for row in rows:
        name = f"{row['rooms']:>4,} x {row['readers']:,}"
        yield Line(f"{name}  CPU", row["cpu_us"], "us", row["core_us"] * 1.1, f"plays {row['core_us']:.2f}")
        yield Line(f"{name}  call to socket, p99", row["p99_ms"], "ms", note=f"median {row['p50_ms']:.1f}")
        yield Line(f"{name}  most statements to send one", row["statements"], "")
        yield Line(f"{name}  lost, doubled or out of order", row["lost"] + row["doubled"] + row["disordered"], "", 0)


def call_lines(rows: list[dict[str, Any]]) -> Iterator[Line]:
    """What it costs to know who calls."""
    for row in rows:
        note = f"{row['of_empty']:.2f} x empty; p50 {row['p50_ms']:.2f} p99 {row['p99_ms']:.2f} ms"
        yield Line(row["name"], row["cpu_us"], "us", note=note)


def catalogue_lines(measured: dict[str, Any]) -> Iterator[Line]:
    """Each kind of question at each size, and what pages weigh."""
    for row in measured["rows"]:
        bare = row["bare"]
        note = f"p99 {row['p99_ms']:.1f} ms; {row['ratio']:.2f} x its {bare['statements']:.0f} statements alone"
        yield Line(f"{row['name']}, {row['size']:,} products", row["p50_ms"], "ms", note=note)
    for page in measured["pages"]:
        note = f"{page['bytes']['html']:,} of them HTML; {page['statements']} statements"
        yield Line(f"page: {page['name']}", page["bytes"]["whole"], "bytes", bar=60 * 1024, note=note)


def finding_lines(rows: list[dict[str, Any]]) -> Iterator[Line]:
    """Each way to search, over all queries and by what makes them hard."""
    for row in rows:
        yield Line(f"{row['way']}, {row['hard']}", row["recall"], "", note=f"reciprocal rank {row['rank']:.3f}")


def publish_lines(rows: list[dict[str, Any]]) -> Iterator[Line]:
    """Rates of commits, ours beside pgbench."""
    for row in rows:
        name = f"{row['clients']} writers, {row['topics']}"
        theirs = row["pgbench_per_second"]
        note = f"pgbench {theirs:,.0f}, ours is {row['per_second'] / theirs:.0%}" if theirs else "no pgbench"
        yield Line(name, row["per_second"], "/s", note=note)


def ledger_lines(row: dict[str, Any]) -> Iterator[Line]:
    """Rates of transfers, and how they compare with what pgbench makes of the same and of one updated row."""
    ours, bare, simple = row["per_second"], row["bare_per_second"], row["simple_update_per_second"]
    notes = [f"the bare statements {bare:,.0f} ({ours / bare:.0%})"] if bare else []
    notes += [f"pgbench's simple update {simple:,.0f} ({ours / simple:.0%})"] if simple else []
    yield Line(f"{row['clients']} writers", ours, "/s", note=", ".join(notes) or "no pgbench")


def checkout_lines(row: dict[str, Any]) -> Iterator[Line]:
    """Rates of both steps with their queries, and how they compare with one updated row."""
    simple = row["simple_update_per_second"]
    for step, name in (("checkout", "checkouts_per_second"), ("fulfil", "fulfilled_per_second")):
        note = f"{row['queries'][step]} queries" if step in row["queries"] else ""
        note += f", pgbench's simple update {simple:,.0f} ({row[name] / simple:.1%})" if simple else ", no pgbench"
        yield Line(f"{step}, {row['clients']} at once", row[name], "/s", note=note)


def resume_lines(row: dict[str, Any]) -> Iterator[Line]:
    """Time and reads until everybody is back."""
    note = f"{row['recovered']:,} of {row['sockets']:,} recovered without a snapshot"
    yield Line("all sockets back, from the kill", row["seconds_from_kill"], "s", 5, note)
    yield Line("all sockets back, from listening again", row["seconds_from_listening"], "s")
    asked = ", ".join(f"{name} {count}" for name, count in sorted(row["statements"].items()))
    yield Line("reads for those who join again, one topic", row["statements"].get("join", 0), "", 1, asked)
    yield Line("lost, doubled or out of order", row["lost"] + row["doubled"] + row["disordered"], "", 0)


def fault_lines(row: dict[str, Any]) -> Iterator[Line]:
    """What a fault run found, every reader's record against the committed rows."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(row["faults"].items()))
    yield Line(f"faults in {row['seconds']:.0f} s, seed {row['seed']}", sum(row["faults"].values()), "", note=kinds)
    for harm in ("lost", "doubled", "disordered", "altered"):
        yield Line(harm, row[harm], "", 0)
    yield Line("servers broke their word to a connection, other findings", len(row["findings"]), "", 0)
    note = f"{row['replayed']:,} of them on resuming, over {row['connections']:,} connections"
    yield Line("events told", row["deliveries"], "", note=note)
    yield Line("commands committed, each once", row["commands"], "", note=f"{row['attempts']:,} attempts")
    yield Line(
        "topics reset by a snapshot without a new epoch", row["unasked_resets"], "", note=f"{row['resets']} in all"
    )
    yield Line("longest staleness", row["staleness"], "s")
    yield Line("everybody at the head after the last answer", row["converged"], "s")
    for finding in row["findings"]:
        yield Line(finding, None, "")

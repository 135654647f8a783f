"""What a fault run found, as figures and as words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from tests.faults.checker import Complaint, Harm

HELD_BACK = ("complaints", "wire_faults", "others")


@dataclass(slots=True, kw_only=True)
class Report:
    """The figures of one run. `wire_faults`: a server broke its word to a connection, and a browser would heal it."""

    seed: int
    seconds: float
    faults: Counter[str]
    commands: int
    attempts: int
    deliveries: int
    replayed: int
    connections: int
    resets: int
    unasked_resets: int
    staleness: float
    converged: float | None
    complaints: list[Complaint] = field(default_factory=list)
    wire_faults: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def harmed(self, harm: Harm) -> int:
        """How many complaints are of this kind."""
        return sum(1 for complaint in self.complaints if complaint.harm is harm)

    @property
    def promise_kept(self) -> bool:
        """Whether nothing at all was found."""
        return not self.findings

    @property
    def findings(self) -> list[str]:
        """Everything that was found, in words."""
        never = ["a reader never came to the head"] if self.converged is None else []
        return [*never, *map(str, self.complaints), *(f"wire: {fault}" for fault in self.wire_faults), *self.others]

    def as_dict(self) -> dict[str, Any]:
        """The figures, ready for JSON."""
        harms = {harm.name.lower(): self.harmed(harm) for harm in Harm}
        figures = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in HELD_BACK}
        return figures | harms | {"findings": self.findings[:40]}

    def lines(self) -> Iterator[str]:
        """The report as printed."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.faults.items()))
        yield f"seed {self.seed}: {self.faults.total()} faults in {self.seconds:.0f} s: {kinds}"
        yield ", ".join(f"{self.harmed(harm)} {harm}" for harm in Harm)
        yield f"{self.commands} commands, each committed once, in {self.attempts} attempts"
        yield f"{self.deliveries} events told, {self.replayed} of them on resuming; {self.connections} connections"
        yield f"{self.resets} resets, {self.unasked_resets} of them without a new epoch"
        yield f"longest staleness {self.staleness:.1f} s"
        if self.converged is not None:
            yield f"converged {self.converged:.2f} s after the last answer"
        yield from self.findings[:40]

"""What one socket has received, checked number by number: lost, doubled and out of order are told apart."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """The sequence numbers of one socket; `last` is where it stood when it joined."""

    last: int = 0
    received: int = 0
    doubled: int = 0
    disordered: int = 0
    missing: set[int] = field(default_factory=set)

    def saw(self, seq: int) -> None:
        """Count one frame that carried `seq`."""
        self.received += 1
        if seq == self.last + 1:
            self.last = seq
        elif seq > self.last:
            self.missing.update(range(self.last + 1, seq))
            self.last = seq
        elif seq in self.missing:
            self.missing.discard(seq)
            self.disordered += 1
        else:
            self.doubled += 1

    def lost(self, through: int) -> int:
        """How many numbers up to `through` never came."""
        return len(self.missing) + max(0, through - self.last)

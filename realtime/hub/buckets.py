"""A token bucket: what one socket may send, and how fast."""


class Bucket:
    """`rate` a second with bursts of `size`."""

    __slots__ = ("at", "left", "rate", "size")

    def __init__(self, *, rate: float, size: float, at: float) -> None:
        self.rate = rate
        self.size = size
        self.left = size
        self.at = at

    def take(self, now: float) -> bool:
        """Use one token; False when there is none."""
        self.left = min(self.size, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True

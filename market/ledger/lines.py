"""What a transfer is made of: which account, how much, and what caused it."""

from collections.abc import Iterable
from dataclasses import dataclass

from market.ledger.kinds import RULES, Kind
from project.base.money import exponent


@dataclass(frozen=True, slots=True)
class Ref:
    """An account by what it is; it is opened when something is first posted to it.

    Raises `ValueError` for a currency not known, an owner where the kind has none, and none where it has.
    """

    kind: Kind
    owner_id: int | None
    currency: str

    def __post_init__(self) -> None:
        exponent(self.currency)
        if RULES[self.kind].owned is (self.owner_id is None):
            raise ValueError(f"{self.kind} with owner {self.owner_id}")

    @property
    def place(self) -> tuple[str, str, int]:
        """By this accounts are sorted, and found in the database."""
        return (self.kind, self.currency, self.owner_id or 0)


@dataclass(frozen=True, slots=True)
class Line:
    """So much to (positive, a credit) or from one account, in minor units."""

    account: Ref
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Cause:
    """What happened, as `order.paid` and the public id of what it happened to: it moves money once."""

    kind: str
    id: str


class LinesNotPostable(ValueError):
    """These lines move nothing, or do not sum to zero in each currency."""


def summed(lines: Iterable[Line]) -> dict[Ref, int]:
    """One amount an account, zeros left out. Raises `LinesNotPostable`."""
    amounts: dict[Ref, int] = {}
    sums: dict[str, int] = {}
    for line in lines:
        ref, currency = line.account, line.account.currency
        amounts[ref] = amounts.get(ref, 0) + line.amount_minor
        sums[currency] = sums.get(currency, 0) + line.amount_minor
    if any(sums.values()):
        raise LinesNotPostable(f"The lines sum to {sums}.")
    moved = {ref: amount for ref, amount in amounts.items() if amount}
    if not moved:
        raise LinesNotPostable("Nothing is moved.")
    return moved

"""What is told about money: to each seller their figures."""

from dataclasses import asdict, dataclass
from functools import partial
from typing import ClassVar

from market.ledger.queries import figures_of
from realtime.events import Whole
from realtime.topics import Json


@dataclass(frozen=True, kw_only=True)
class EarningsChanged(Whole):
    """A seller's figures by currency, whole."""

    name: ClassVar[str] = "earnings.changed"
    kind: ClassVar[str] = "earnings"


def earnings_told(seller_id: int) -> Json:
    """A seller's figures by currency, in minor units."""
    return {"figures": {currency: asdict(figures) for currency, figures in figures_of(seller_id).items()}}


def earnings_changed(seller_id: int, *, public_id: str) -> EarningsChanged:
    """What to publish after a seller's money moved."""
    return EarningsChanged(key=public_id, value=partial(earnings_told, seller_id))

"""Who may listen to money: sellers, to their own."""

from market.flows.events import EarningsChanged, earnings_told
from realtime.people.listeners import is_oneself, person_of
from realtime.topics import Json, Kind, Mode, register


def earnings_snapshot(key: str) -> Json:
    """A seller's figures; raises `NoSuchTopic`."""
    return earnings_told(person_of(key))


EARNINGS = Kind(
    name="earnings",
    mode=Mode.LATEST,
    may_join=is_oneself,
    snapshot=earnings_snapshot,
    scope="orders:read",
    tells=((EarningsChanged, Json),),
)


def register_topics() -> None:
    """Make it known."""
    register(EARNINGS)

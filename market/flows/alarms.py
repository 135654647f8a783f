"""Money that somebody must look at: counted, and said aloud in the log."""

import structlog

from market.payments.measures import money_alarms

log = structlog.get_logger()


def alarm(kind: str, **facts: object) -> None:
    """Raise one; `facts` are ids and amounts, never a secret."""
    money_alarms.labels(kind=kind).inc()
    log.error("money_alarm", kind=kind, **facts)

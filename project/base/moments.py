"""Moments as programs name them: with their offset, or in UTC; kept in UTC, in years that everything here can count."""

from datetime import UTC, datetime
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; without an offset it was meant so. Raises `ValueError` for one that nobody means."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    # PostgreSQL knows no offset of sixteen hours, and Python none that leads out of its years.
    if not EARLIEST <= aware <= LATEST:
        raise ValueError(_("This is out of all time."))
    return aware.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(in_utc)]

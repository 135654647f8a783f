"""The languages and time zones that a reader may choose."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings

LONGEST_ZONE = 64
# Names that are kept for old programs, and say nothing to a person.
OLD = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


@cache
def zones() -> tuple[str, ...]:
    """Every zone that is named after a place, and UTC."""
    places = {zone for zone in available_timezones() if "/" in zone and not zone.startswith(OLD)}
    return ("UTC", *sorted(places))


def find_zone(name: str) -> ZoneInfo | None:
    """The zone of this name: a cookie may say anything."""
    if not name or len(name) > LONGEST_ZONE or name not in _known():
        return None
    return ZoneInfo(name)


def speaks(language: str) -> bool:
    """Whether the site speaks this language."""
    return language in dict(settings.LANGUAGES)


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())

"""How an operation of the API goes away: announced in its answers (RFC 9745, RFC 8594) and in its description."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.http import http_date


@dataclass(frozen=True, kw_only=True)
class Deprecation:
    """Since when an operation should no longer be used, until when it answers, and what to use instead."""

    since: date
    sunset: date
    instead: str

    def headers(self) -> dict[str, str]:
        """What every answer of the operation says."""
        return {
            "Deprecation": f"@{_seconds(self.since)}",
            "Sunset": http_date(_seconds(self.sunset)),
            "Link": f'<{self.instead}>; rel="successor-version"',
        }


class SunsetTooSoon(Exception):
    """Whoever calls an operation has half a year to move."""


NOTICE_DAYS = 180


def deprecated(*, since: date, sunset: date, instead: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark an operation, directly around its function; `instead` is the address of what replaces it."""
    if (sunset - since).days < NOTICE_DAYS:
        raise SunsetTooSoon(instead)

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.deprecation = Deprecation(since=since, sunset=sunset, instead=instead)  # type: ignore[attr-defined]
        return view

    return mark


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp())

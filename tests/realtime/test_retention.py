"""Old event rows go, the newest of every topic stay, and nobody is led into a hole by that."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from realtime import retention
from realtime.models import EventRow, Ticket, Topic
from realtime.publish import publish
from realtime.retention import KEPT_BEHIND_HEAD, forget_old_events, forget_old_tickets
from realtime.tasks import forget_old_rows
from realtime.tickets import issue_ticket
from tests.probe.actions import MarkMade, make_mark
from tests.realtime.speaker import Speaker
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def make_old_marks(key: str, count: int, *, at: datetime) -> None:
    """Events of a moment that is past, without marks of their own."""
    for number in range(count):
        with transaction.atomic():
            publish(MarkMade(kind="log", key=key, value=number), at=at)


def positions_of(key: str) -> list[int]:
    return list(EventRow.objects.filter(topic__name=f"log.{key}").order_by("seq").values_list("seq", flat=True))


def test_rows_older_than_the_limit_go_and_the_newest_few_stay(key: str) -> None:
    make_old_marks(key, 30, at=NOON - timedelta(hours=25))

    deleted = forget_old_events(now=NOON)

    assert deleted == 30 - KEPT_BEHIND_HEAD
    assert positions_of(key) == [*range(31 - KEPT_BEHIND_HEAD, 31)]
    assert Topic.objects.get(name=f"log.{key}").head == 30


def test_rows_within_the_limit_stay(key: str) -> None:
    make_old_marks(key, 30, at=NOON - timedelta(hours=23, minutes=59))

    assert forget_old_events(now=NOON) == 0
    assert len(positions_of(key)) == 30


def test_many_rows_go_in_several_bites(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BITE", 7)
    make_old_marks(key, 20 + KEPT_BEHIND_HEAD, at=NOON - timedelta(days=3))

    assert forget_old_events(now=NOON) == 20
    assert len(positions_of(key)) == KEPT_BEHIND_HEAD


def test_a_quiet_topic_does_not_keep_the_rows_of_a_busy_one(key: str) -> None:
    make_old_marks(f"{key}-quiet", 3, at=NOON - timedelta(days=2))
    make_old_marks(f"{key}-busy", 25, at=NOON - timedelta(days=2))

    assert forget_old_events(now=NOON) == 25 - KEPT_BEHIND_HEAD
    assert len(positions_of(f"{key}-quiet")) == 3


def test_who_was_away_longer_than_rows_are_kept_starts_again(site: Site, key: str) -> None:
    make_old_marks(key, 20, at=NOON - timedelta(days=2))
    make_mark(key=key, value=7)
    make_old_marks(key, 19, at=NOON - timedelta(days=2))
    forget_old_events(now=NOON)
    first = positions_of(key)[0]
    with Speaker(site) as ada:
        epoch = ada.subscribe(f"gauge.{key}")["epoch"]

        lost = ada.subscribe(f"log.{key}", {"epoch": epoch, "seq": first - 2})
        kept = ada.subscribe(f"log.{key}", {"epoch": epoch, "seq": first - 1})

    assert first > 1
    assert lost["recovered"] is False
    assert lost["snapshot"] == {"values": [7], "total": 1}
    assert [event["seq"] for event in kept["events"]] == [*range(first, 41)]


def test_tickets_that_nobody_can_use_any_more_go(key: str) -> None:
    issue_ticket(session_key=None, now=NOON - timedelta(minutes=1))
    issue_ticket(session_key=None, now=NOON)

    assert forget_old_tickets(now=NOON) == 1
    assert Ticket.objects.count() == 1


def test_the_periodic_task_does_both(key: str, settings: Any) -> None:
    settings.RT_RETENTION_HOURS = 0
    make_old_marks(key, 30, at=NOON - timedelta(days=400))
    issue_ticket(session_key=None, now=NOON - timedelta(days=400))

    forget_old_rows.call_local()

    assert len(positions_of(key)) == KEPT_BEHIND_HEAD
    assert not Ticket.objects.exists()

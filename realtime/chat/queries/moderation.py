"""What moderators look at: reports, their own log, and what the word filter held back."""

from realtime.chat.models import FilteredMessage, ModerationEntry, Report, Room
from realtime.chat.public import Json, person_out
from realtime.events import utc_text

LISTED = 100


def reports_in(room: Room, *, state: str = Report.State.OPEN) -> list[Json]:
    """The newest reports that were decided so, or wait."""
    rows = Report.objects.filter(room=room, state=state).select_related("message__author", "reporter")
    return [report_out(row) for row in rows.order_by("-pk")[:LISTED]]


def report_out(report: Report) -> Json:
    """A report as moderators see it."""
    return {
        "id": report.pk,
        "message": report.message.public_id,
        "author": person_out(report.message.author),
        "reporter": person_out(report.reporter),
        "reason": report.reason,
        "excerpt": report.excerpt,
        "state": report.state,
        "at": utc_text(report.created_at),
    }


def log_of(room: Room) -> Json:
    """What was done here, and what was held back; the newest first."""
    entries = ModerationEntry.objects.filter(room=room).select_related("actor", "whom", "message").order_by("-pk")
    filtered = FilteredMessage.objects.filter(room=room).select_related("author").order_by("-pk")
    return {
        "entries": [_entry(entry) for entry in entries[:LISTED]],
        "filtered": [_filtered(held) for held in filtered[:LISTED]],
    }


def _entry(entry: ModerationEntry) -> Json:
    return {
        "action": entry.action,
        "actor": person_out(entry.actor),
        "whom": person_out(entry.whom),
        "message": entry.message.public_id if entry.message is not None else None,
        "reason": entry.reason,
        "excerpt": entry.excerpt,
        "at": utc_text(entry.at),
    }


def _filtered(held: FilteredMessage) -> Json:
    return {
        "author": person_out(held.author),
        "word": held.word,
        "excerpt": held.excerpt,
        "at": utc_text(held.at),
    }

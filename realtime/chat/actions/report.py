"""Telling the moderators of a message, and their decision."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from project.accounts.visitors import Visitor
from project.base.errors import NotFound
from realtime.chat.access import Standing, moderator
from realtime.chat.actions.drafts import count_one
from realtime.chat.actions.edit import EXCERPT, delete_locked
from realtime.chat.actions.log import keep_entry
from realtime.chat.locking import locked_message, to_milliseconds
from realtime.chat.models import Message, Report
from realtime.chat.refusals import NameNeeded, UnknownMessage
from realtime.chat.text.plain import shortened


class UnknownReport(NotFound):
    """No such report in a room that this visitor moderates."""

    message = _("There is no such report.")


def report_message(*, visitor: Visitor, message: str, reason: str, now: datetime) -> Report:
    """Report a message with its words of now; the same person reporting it again changes nothing.

    Raises `UnknownMessage`, `NameNeeded`, `TooManyMessages`.
    """
    count_one(visitor, "report")
    with transaction.atomic():
        standing, found = locked_message(visitor, message)
        if standing.visitor.person_id is None:
            raise NameNeeded
        if found.kind != Message.Kind.TEXT or found.deleted:
            raise UnknownMessage
        kept = {"room": standing.room, "reason": reason, "excerpt": shortened(found.plain, EXCERPT)}
        report, _made = Report.objects.get_or_create(
            message=found, reporter_id=visitor.person_id, defaults={**kept, "created_at": to_milliseconds(now)}
        )
    return report


def decide_report(*, visitor: Visitor, report: int, action: str, now: datetime) -> Report:
    """Dismiss a report, or delete its message for all, which decides every open report of it.

    A decided report stays as it is. Raises `UnknownReport`, `ModeratorsOnly`.
    """
    now = to_milliseconds(now)
    with transaction.atomic():
        standing, message = _message_of(visitor, report)
        found = Report.objects.get(pk=report)
        if found.state == Report.State.OPEN:
            _decide(standing, message, found, action, now)
            found.refresh_from_db()
    return found


def _message_of(visitor: Visitor, report: int) -> tuple[Standing, Message]:
    reported = Report.objects.filter(pk=report).values_list("message__public_id", flat=True).first()
    if reported is None:
        raise UnknownReport
    try:
        standing, message = locked_message(visitor, reported)
    except UnknownMessage as unknown:
        raise UnknownReport from unknown
    return moderator(standing), message


def _decide(standing: Standing, message: Message, report: Report, action: str, now: datetime) -> None:
    delete = action == "delete"
    open_reports = Report.objects.filter(message=message, state=Report.State.OPEN)
    decided = open_reports if delete else open_reports.filter(pk=report.pk)
    state = Report.State.DELETED if delete else Report.State.DISMISSED
    decided.update(state=state, decided_by=standing.visitor.person_id, decided_at=now)
    if delete:
        delete_locked(standing, message, now=now, reason=report.reason)
    else:
        keep_entry(standing, "dismiss", whom=message.author_id, message=message, reason=report.reason, now=now)

"""Reports: kept with the words of their moment, decided once."""

import pytest

from project.accounts.visitors import Visitor
from realtime.chat import actions
from realtime.chat.actions.report import UnknownReport
from realtime.chat.models import ModerationEntry, Report, Room
from realtime.chat.queries.moderation import reports_in
from realtime.chat.refusals import ModeratorsOnly, NameNeeded, UnknownMessage
from tests.realtime.chat.room import NOON, after, assert_refused, member_called, open_room, row, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Visitor:
    """Owns the room."""
    return member_called("Ada")


@pytest.fixture
def room(ada: Visitor) -> Room:
    """Open to all."""
    return open_room(ada)


def report(who: Visitor, message: dict[str, str], reason: str = "Rude") -> Report:
    """Tell the moderators."""
    return actions.report_message(visitor=who, message=message["id"], reason=reason, now=NOON)


def decide(who: Visitor, found: Report, action: str) -> Report:
    """Decide a report."""
    return actions.decide_report(visitor=who, report=found.pk, action=action, now=after(5))


def test_a_report_keeps_the_words_that_were_reported(room: Room) -> None:
    ben, cyd = member_called("Ben"), member_called("Cyd")
    sent = say(room, ben, "Something *rude*")
    report(cyd, sent)

    actions.edit_message(visitor=ben, message=sent["id"], body="Something nice", now=after(1))

    listed = reports_in(room)[0]
    assert (listed["excerpt"], listed["author"]["name"], listed["reporter"]["name"]) == ("Something rude", "Ben", "Cyd")


def test_reporting_again_changes_nothing(room: Room, ada: Visitor) -> None:
    sent, cyd = say(room, ada), member_called("Cyd")

    assert report(cyd, sent) == report(cyd, sent, "Very rude")
    assert Report.objects.get().reason == "Rude"


def test_deleting_decides_every_report_of_the_message(room: Room, ada: Visitor) -> None:
    sent = say(room, member_called("Ben"))
    first, _second = (report(member_called(name), sent) for name in ("Cyd", "Dan"))

    decide(ada, first, "delete")

    assert set(Report.objects.values_list("state", flat=True)) == {"deleted"}
    assert row(sent).deleted == "moderator"


def test_dismissing_decides_one_and_leaves_the_message(room: Room, ada: Visitor) -> None:
    sent = say(room, member_called("Ben"))
    first, second = (report(member_called(name), sent) for name in ("Cyd", "Dan"))

    assert decide(ada, first, "dismiss").state == "dismissed"
    assert decide(ada, first, "delete").state == "dismissed"

    second.refresh_from_db()
    assert (second.state, row(sent).deleted) == ("open", "")
    assert ModerationEntry.objects.filter(action="dismiss").count() == 1


def test_nobody_decides_what_they_do_not_moderate(room: Room, ada: Visitor) -> None:
    found = report(member_called("Ben"), say(room, ada))
    elsewhere = member_called("Mo")
    secret = open_room(ada, kind="private")
    hidden = report(ada, say(secret, ada))

    with assert_refused(ModeratorsOnly):
        decide(elsewhere, found, "delete")
    with assert_refused(UnknownReport):
        decide(elsewhere, hidden, "delete")
    with assert_refused(UnknownReport):
        actions.decide_report(visitor=ada, report=987_654_321, action="dismiss", now=NOON)


def test_what_one_may_not_read_one_cannot_report(ada: Visitor) -> None:
    secret, public, cyd = say(open_room(ada, kind="private"), ada), say(open_room(ada), ada), member_called("Cyd")

    with assert_refused(UnknownMessage):
        report(cyd, secret)
    with assert_refused(NameNeeded):
        report(Visitor(), public)

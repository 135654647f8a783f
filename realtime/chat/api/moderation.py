"""Reports and the log, for the moderators of a room."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router

from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from realtime.chat import actions
from realtime.chat.access import find_standing, moderator
from realtime.chat.api.asking import PROBLEMS
from realtime.chat.queries.moderation import log_of, report_out, reports_in
from realtime.chat.schemas import Decision, LogOut, Place, ReportOut, ReportsOut, RoomId

router = Router()
AtRoom = Annotated[RoomId, Path()]
AtReport = Annotated[Place, Path()]


@router.get("/rooms/{room}/reports", response={200: ReportsOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:read")
def list_reports(
    request: HttpRequest,
    room: AtRoom,
    state: Annotated[Literal["open", "dismissed", "deleted"], Query()] = "open",
) -> dict[str, Any]:
    """What people reported."""
    return {"reports": reports_in(moderator(find_standing(visitor_of(request), room)).room, state=state)}


@router.post("/reports/{report}", response={200: ReportOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:write")
def decide(request: HttpRequest, report: AtReport, decision: Decision) -> dict[str, Any]:
    """Dismiss a report, or delete its message for all."""
    visitor = visitor_of(request)
    return report_out(actions.decide_report(visitor=visitor, report=report, action=decision.action, now=clock.now()))


@router.get("/rooms/{room}/log", response={200: LogOut, **PROBLEMS})
@access(Who.PUBLIC, owned=True, scope="chat:read")
def read_log(request: HttpRequest, room: AtRoom) -> dict[str, Any]:
    """What moderators did here, and what the word filter held back."""
    return log_of(moderator(find_standing(visitor_of(request), room)).room)

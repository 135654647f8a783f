"""What a room is, who is in it, and for its moderators everything they can do there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.chat.doors import number, refusing
from frontend.chat.forms import ChangeForm, NotifyForm
from frontend.chat.room import title_of
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal
from realtime.chat.access import Standing, find_standing
from realtime.chat.actions import (
    Change,
    Measure,
    change_room,
    create_invitation,
    decide_report,
    join_room,
    leave_room,
    moderate,
    set_notify,
    withdraw_invitations,
)
from realtime.chat.models import FilteredMessage, Report, Room
from realtime.chat.public import room_out
from realtime.chat.queries.people import people_listed, people_of_direct

LISTED = 50
type Deed = Callable[[HttpRequest, Standing], str | None]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusing
@access(Who.PUBLIC, owned=True)
def show(request: HttpRequest, room_id: str) -> HttpResponse:
    """One page with forms; each posts what it `does`, and comes back here with what became of it."""
    standing = find_standing(visitor_of(request), room_id)
    facts: dict[str, Any] = {
        "form": ChangeForm(request.POST if _does(request) == "change" else None, room=standing.room)
    }
    if request.method == "POST" and (_does(request) != "change" or facts["form"].is_valid()):
        try:
            link = DEEDS[_does(request)](request, standing)
        except Refusal as refusal:
            facts["why"] = str(refusal)
        else:
            if link is None:
                return redirect("chat_about" if _does(request) != "leave" else "chat", *_where(request, room_id))
            facts["link"] = request.build_absolute_uri(link)
    standing = find_standing(visitor_of(request), room_id)
    status = 422 if facts.get("why") or facts["form"].errors else 200
    return render(request, "chat/about.html", about_facts(request, standing) | facts, status=status)


def _does(request: HttpRequest) -> str:
    does = request.POST.get("does", "")
    return does if does in DEEDS else "nothing"


def _where(request: HttpRequest, room_id: str) -> list[str]:
    return [] if _does(request) == "leave" else [room_id]


def about_facts(request: HttpRequest, standing: Standing) -> dict[str, Any]:
    """The room, its people, and what only moderators see."""
    room, you = standing.room, standing.visitor
    search = request.GET.get("search", "").strip()[:60]
    facts: dict[str, Any] = {
        "room": room,
        "title": title_of(room_out(room, people_of_direct(room)), you.public_id),
        "you": you,
        "role": standing.role,
        "moderates": standing.moderates,
        "is_in": standing.is_in,
        "search": search,
        "people": people_listed(room, search=search, all_states=standing.moderates),
        "base": reverse("chat_room", args=[room.public_id]),
        "open_states": [state for state in Room.State if state != room.state],
    }
    if standing.is_in and standing.member is not None:
        facts["notify"] = NotifyForm(initial={"notify": standing.member.notify})
    return facts | (_only_for_moderators(room) if standing.moderates else {})


def _only_for_moderators(room: Room) -> dict[str, Any]:
    reports = Report.objects.filter(room=room, state=Report.State.OPEN).select_related("message__author", "reporter")
    held_back = FilteredMessage.objects.filter(room=room).select_related("author").order_by("-pk")
    return {"reports": reports.order_by("created_at")[:LISTED], "held_back": held_back[:LISTED]}


def _change(request: HttpRequest, standing: Standing) -> None:
    form = ChangeForm(request.POST, room=standing.room)
    form.is_valid()
    change = Change(**form.cleaned_data)
    change_room(visitor=standing.visitor, room=standing.room.public_id, change=change, now=clock.now())


def _state(request: HttpRequest, standing: Standing) -> None:
    state = request.POST.get("state", "")
    if state in Room.State.values:
        change_room(visitor=standing.visitor, room=standing.room.public_id, change=Change(state=state), now=clock.now())


def _person(request: HttpRequest, standing: Standing) -> None:
    action = request.POST.get("action", "")
    if action not in PERSON_ACTIONS:
        return
    minutes = number(request.POST.get("minutes")) or 60
    measure = Measure(action=action, reason=request.POST.get("reason", "")[:300], minutes=min(minutes, 43_200))
    moderate(
        visitor=standing.visitor,
        room=standing.room.public_id,
        person=request.POST.get("person", ""),
        measure=measure,
        now=clock.now(),
    )


def _report(request: HttpRequest, standing: Standing) -> None:
    action = "delete" if request.POST.get("action") == "delete" else "dismiss"
    decide_report(
        visitor=standing.visitor, report=number(request.POST.get("report")) or 0, action=action, now=clock.now()
    )


def _invite(request: HttpRequest, standing: Standing) -> str:
    code = create_invitation(visitor=standing.visitor, room=standing.room.public_id, now=clock.now())
    return reverse("chat_join", args=[code])


def _withdraw(request: HttpRequest, standing: Standing) -> None:
    withdraw_invitations(visitor=standing.visitor, room=standing.room.public_id)


def _join(request: HttpRequest, standing: Standing) -> None:
    join_room(visitor=standing.visitor, room=standing.room.public_id, now=clock.now())


def _leave(request: HttpRequest, standing: Standing) -> None:
    leave_room(visitor=standing.visitor, room=standing.room.public_id, now=clock.now())


def _notify(request: HttpRequest, standing: Standing) -> None:
    form = NotifyForm(request.POST)
    if form.is_valid():
        set_notify(
            visitor=standing.visitor,
            room=standing.room.public_id,
            notify=form.cleaned_data["notify"],
            now=clock.now(),
        )


def _nothing(request: HttpRequest, standing: Standing) -> None:
    return None


PERSON_ACTIONS = {"mute", "unmute", "ban", "unban", "remove", "moderator", "member", "owner"}
DEEDS: dict[str, Deed] = {
    "change": _change,
    "state": _state,
    "person": _person,
    "report": _report,
    "invite": _invite,
    "withdraw": _withdraw,
    "join": _join,
    "leave": _leave,
    "notify": _notify,
    "nothing": _nothing,
}

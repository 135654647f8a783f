"""Opening a room, and writing to people one has met in one."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.chat.forms import RoomForm
from project.accounts.access import Who, access
from project.accounts.models import User
from project.accounts.visitors import Visitor, visitor_of
from project.base import clock
from project.base.errors import Refusal
from realtime.chat.access import readable_by
from realtime.chat.actions import open_direct, open_room
from realtime.chat.models import Member

FOUND = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access(Who.PUBLIC)
def room(request: HttpRequest) -> HttpResponse:
    """Ask for a name and who may enter; what was typed stays in the form when it is refused."""
    you = visitor_of(request)
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_room(visitor=you, now=clock.now(), **form.cleaned_data)
            return redirect("chat_room", opened.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    facts = {"form": form, "you": you, "back": request.path}
    return render(request, "chat/new.html", facts, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access(Who.PUBLIC)
def direct(request: HttpRequest) -> HttpResponse:
    """Pick people, and go to the one room with them."""
    you = visitor_of(request)
    picked, why = request.POST.getlist("people"), ""
    if request.method == "POST":
        try:
            opened = open_direct(visitor=you, people=picked, now=clock.now())
            return redirect("chat_room", opened.public_id)
        except Refusal as refusal:
            why = str(refusal)
    search = request.GET.get("search", "").strip()[:60]
    people = acquaintances(you, search=search, also=picked or request.GET.getlist("people"))
    facts = {"you": you, "people": people, "search": search, "why": why, "back": request.path}
    return render(request, "chat/direct.html", facts, status=422 if why else 200)


def acquaintances(you: Visitor, *, search: str, also: list[str]) -> list[dict[str, object]]:
    """People who are in a room that one may read, by name; those picked already come first."""
    if you.person_id is None:
        return []
    met = User.objects.filter(pk__in=met_by(you), is_active=True).exclude(pk=you.person_id)
    found = met.filter(display_name__icontains=search).order_by("display_name", "pk")[:FOUND]
    chosen = list(met.filter(public_id__in=also[:FOUND]))
    others = [person for person in found if person not in chosen]
    return [{"person": person, "picked": person in chosen} for person in [*chosen, *others]]


def met_by(you: Visitor) -> QuerySet[Member, int]:
    """Rows of the people who belong to a room that one may read."""
    members = Member.objects.filter(room__in=readable_by(you), state=Member.State.IN)
    return members.values_list("person_id", flat=True)

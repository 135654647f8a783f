"""`/desk/applications/`: what waits, and deciding about it with a reason."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.account.roles.becoming import facts_shown
from project.accounts.access import Who, access
from project.accounts.roles.badges import proofs_of
from project.accounts.roles.deciding import approve_application, decline_application, request_changes
from project.accounts.roles.models import RoleApplication, Verification
from project.accounts.roles.proving import vouch_for
from project.accounts.roles.queries import decided_applications, waiting_applications
from project.accounts.roles.states import NEXT, State
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import Refusal

SHOWN = 50
DECISIONS: dict[str, Callable[..., None]] = {
    State.APPROVED: approve_application,
    State.CHANGES_REQUESTED: request_changes,
    State.DECLINED: decline_application,
}


@never_cache
@require_safe
@access(Who.STAFF)
def waiting(request: HttpRequest) -> HttpResponse:
    """Who waits, the longest first, and what was decided lately. Live by `applications.desk`."""
    lists = {"waiting": waiting_applications()[:SHOWN], "decided": decided_applications()[:SHOWN]}
    return render(request, "desk/applications/list.html", lists | {"count": waiting_applications().count()})


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.STAFF)
def one(request: HttpRequest, application: str) -> HttpResponse:
    """One application, with the forms to decide about it; refusals are shown and nothing typed is lost."""
    row = _find(application)
    wrong, status = "", 200
    if request.method == "POST":
        decide = DECISIONS.get(request.POST.get("decision", ""))
        if decide is None:
            raise Http404
        try:
            decide(
                application_id=row.public_id,
                by_id=visitor_of(request).user_id or 0,
                reason=request.POST.get("reason", ""),
                now=clock.now(),
            )
        except Refusal as refusal:
            wrong, status, row = str(refusal), refusal.status, _find(application)
        else:
            messages.success(request, _("Decided. %(person)s is told.") % {"person": row.person})
            return redirect("applications")
    return render(request, "desk/applications/one.html", _facts(request, row) | {"wrong": wrong}, status=status)


@require_POST
@access(Who.STAFF)
def vouch(request: HttpRequest, application: str) -> HttpResponse:
    """Staff has looked at who an applicant is."""
    row = _find(application)
    what = request.POST.get("what", "")
    if what not in Verification.What.values:
        raise Http404
    shown = request.POST.get("shown_as", "").strip()
    try:
        vouch_for(
            person_id=row.person_id,
            what=Verification.What(what),
            shown_as=shown or str(row.person),
            by_id=visitor_of(request).user_id or 0,
            now=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("application", row.public_id)


def _find(application: str) -> RoleApplication:
    rows = RoleApplication.objects.select_related("person", "decided_by")
    row = rows.filter(public_id=application).first()
    if row is None:
        raise Http404
    return row


def _facts(request: HttpRequest, row: RoleApplication) -> dict[str, object]:
    return {
        "application": row,
        "facts": facts_shown(row.facts),
        "may_become": NEXT[State(row.state)],
        "is_own": row.person_id == visitor_of(request).user_id,
        "proofs": Verification.objects.filter(person=row.person_id, revoked_at=None),
        "badge": proofs_of([row.person_id]).get(row.person_id),
        "earlier": RoleApplication.objects.filter(person=row.person_id).exclude(pk=row.pk).order_by("-pk")[:10],
        "reason": request.POST.get("reason", ""),
        "kinds": [kind for kind in Verification.What if kind != Verification.What.DOMAIN],
    }

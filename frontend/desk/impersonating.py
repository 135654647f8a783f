"""Looking on as somebody else ends with a press: on any page, at any time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from project.accounts.access import Who, access
from project.accounts.impersonation.actions import stop_impersonating
from project.accounts.impersonation.standing import impersonation_of
from project.base import clock


@never_cache
@require_POST
@access(Who.MEMBER)
def stop(request: HttpRequest) -> HttpResponse:
    """Be oneself again, and go back to the person's page at the desk."""
    standing = impersonation_of(request)
    if standing is None:
        return redirect("home")
    stop_impersonating(session=request.session, staff_id=standing.staff.pk, now=clock.now())
    return redirect("admin:accounts_user_change", standing.person.pk)

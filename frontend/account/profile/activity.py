"""`/account/activity/`: what happened to one's account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.account.profile.editing import own_id
from project.accounts.access import Who, access
from project.accounts.profiles.happened import kinds_of, page_of

LARGEST = 2**63 - 1


@never_cache
@require_safe
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """A page of it, newest first; `?kind=` shows one kind, `?before=` goes on below."""
    own = own_id(request)
    before = request.GET.get("before", "")
    at = min(int(before), LARGEST) if before.isascii() and before.isdigit() and len(before) < 20 else None
    page = page_of(own, kind=request.GET.get("kind", ""), before=at)
    return render(request, "account/profile/activity.html", {"page": page, "kinds": kinds_of(own)})

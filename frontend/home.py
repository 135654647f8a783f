"""The start page: what Rialto is in one glance, with the live game right there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.account.roles.demo import demo_facts
from frontend.live.lists import newest_states
from project.accounts.access import Who, access

OTHERS = 6


@never_cache
@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """The newest live game large, a few others small; without one, what was or comes."""
    boards = newest_states(OTHERS + 1)
    facts = {"board": boards[0] if boards else None, "others": boards[1:], **demo_facts()}
    return render(request, "home.html", facts)


@require_safe
@access(Who.PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be found but the pages that only ask for something."""
    lines = ["User-agent: *", "Disallow: /boards/*/console/", "Disallow: /boards/*/operate/", "Disallow: /name/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

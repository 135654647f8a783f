"""`/following/`: the sellers whom a member follows, and what they offer anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.store.kept.doing import attempt, go_back
from frontend.store.seller.follow import follow_facts
from market.catalog.queries import seller_facts
from market.finding import actions
from market.finding.queries import followed_by, news_of_followed
from project.accounts.access import Who, access
from project.accounts.profiles.queries import find_person
from project.accounts.visitors import visitor_of
from project.base import clock


@never_cache
@require_safe
@access(Who.MEMBER)
def show(request: HttpRequest) -> HttpResponse:
    """Those with news first, and below them their newest products."""
    person = visitor_of(request).person_id or 0
    followed = followed_by(person)
    found = news_of_followed(person) if followed else []
    facts = {
        "followed": followed,
        "new": sum(each.new for each in followed),
        "products": [(product, "") for product in found],
        "page_title": _("Following"),
    }
    return render(request, "store/kept/following.html", facts)


@require_POST
@access(Who.MEMBER)
def seen(request: HttpRequest) -> HttpResponse:
    """They looked at what is new."""
    actions.see_followed(person_id=visitor_of(request).person_id or 0, now=clock.now())
    return HttpResponse(status=204)


@require_POST
@access(Who.MEMBER)
def follow(request: HttpRequest, name: str) -> HttpResponse:
    """Follow a seller, or do so no more."""
    visitor = visitor_of(request)
    seller = find_person(name, now=clock.now(), viewer_id=visitor.user_id).profile.person
    person, whom, now = visitor.person_id or 0, seller.public_id, clock.now()
    if request.POST.get("on"):
        attempt(request, lambda: actions.follow_seller(person_id=person, seller=whom, now=now))
    else:
        actions.unfollow_seller(person_id=person, seller=whom, now=now)
    if not request.headers.get("HX-Request"):
        return go_back(request, "following")
    return render(request, "store/_follow.html", {"seller": seller_facts(seller), **follow_facts(visitor, seller)})

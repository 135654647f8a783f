"""`/people/…/`: the page that a person shows of themself, and the pictures on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from frontend.account.profile.shown import sections_of
from project.accounts.access import Who, access
from project.accounts.profiles.avatars import MIMES, read_avatar
from project.accounts.profiles.portfolio import read_piece
from project.accounts.profiles.public import linked_data, person_out
from project.accounts.profiles.queries import find_person, is_shown
from project.accounts.visitors import visitor_of
from project.base import clock

MONTH = 30 * 86_400
# Should a browser open a picture by itself, it opens in a box without scripts, origin and network.
POLICY = "default-src 'none'; sandbox"


@require_safe
@access(Who.PUBLIC, owned=True)
def show(request: HttpRequest, name: str) -> HttpResponse:
    """The page of whoever goes by this handle or public id; a former name leads on."""
    found = find_person(name, now=clock.now(), viewer_id=visitor_of(request).user_id)
    facts = person_out(found.profile)
    if not found.by_its_name:
        # For now: a handle may be somebody else's one day.
        return redirect(facts["url"])
    site = f"{request.scheme}://{request.get_host()}"
    context = {
        "person": facts,
        "profile": found.profile,
        "linked": linked_data(facts, site=site),
        "canonical": site + facts["url"],
        "picture": site + facts["avatar"]["256"].replace(".webp", ".jpg") if facts["avatar"] else "",
        "sections": sections_of(found.profile.person),
        "is_own": found.profile.person_id == visitor_of(request).user_id,
        "is_shown": is_shown(found.profile),
        "page_title": facts["name"],
        "about_page": facts["headline"] or facts["bio"][:200],
    }
    answer = render(request, "people/person.html", context)
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
@access(Who.PUBLIC)
def avatar(request: HttpRequest, token: str, side: int, ending: str) -> HttpResponse:
    """One size of somebody's picture: whoever has its address has seen it."""
    return _picture(request, read_avatar(token, side, ending), MIMES[ending], f"{token}-{side}-{ending}")


@require_safe
@access(Who.PUBLIC)
def piece(request: HttpRequest, token: str) -> HttpResponse:
    """The picture of a piece of a portfolio."""
    return _picture(request, read_piece(token), "image/webp", token)


def _picture(request: HttpRequest, content: bytes, mime: str, etag: str) -> HttpResponse:
    # What lies at an address never changes: another picture has another one.
    quoted = f'"{etag}"'
    answer = get_conditional_response(request, etag=quoted) or HttpResponse(content, content_type=mime)
    answer["ETag"] = quoted
    answer["Cache-Control"] = f"public, max-age={MONTH}, immutable"
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = "inline"
    return answer

"""What this browser compares, in a cookie that ends with it: every tab and every page knows it, scripts or not."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from frontend.store.compare.aligned import MOST

COOKIE = "compared"
LONGEST_SLUG = 80
SLUG = re.compile(rf"[-a-zA-Z0-9_]{{1,{LONGEST_SLUG}}}")


def compared_of(request: HttpRequest) -> list[str]:
    """Slugs, the latest last; what no slug can be is passed over."""
    kept = request.COOKIES.get(COOKIE, "").split(".")
    return list(dict.fromkeys(slug for slug in kept if SLUG.fullmatch(slug)))[:MOST]


def keep_compared(answer: HttpResponse, slugs: list[str]) -> HttpResponse:
    """Have this browser remember just these."""
    if slugs:
        answer.set_cookie(COOKIE, ".".join(slugs), secure=settings.HTTPS, samesite="Lax", httponly=True)
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def comparison_with(request: HttpRequest, slug: str) -> tuple[str, int]:
    """The address that compares this product with those chosen before, and how many it shows."""
    asked = [*(one for one in compared_of(request) if one != slug), slug][-MOST:]
    return comparison_of(asked), len(asked)


def comparison_of(slugs: list[str]) -> str:
    """The address that compares these."""
    return f"{reverse('compare')}?{urlencode([('p', slug) for slug in slugs])}" if slugs else reverse("compare")

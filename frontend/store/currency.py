"""The currency that a reader sees prices in: what they chose, kept in a cookie, or the house's first."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "currency"
YEAR = 365 * 86_400


def currency_of(request: HttpRequest | None) -> str:
    """The reader's choice; a cookie that says anything else is not asked."""
    chosen = request.COOKIES.get(COOKIE, "") if request is not None else ""
    return chosen if chosen in settings.CURRENCIES else settings.CURRENCIES[0]


def keep_currency(answer: HttpResponse, currency: str) -> HttpResponse:
    """Have this browser remember it."""
    answer.set_cookie(COOKIE, currency, max_age=YEAR, secure=settings.HTTPS, samesite="Lax")
    return answer

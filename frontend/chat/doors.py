"""How refusals of the chat become pages: nothing there, closed to this visitor, or a form that says why."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from project.base.errors import NotFound, Refusal
from realtime.chat.refusals import BannedHere

type View = Callable[..., HttpResponse]


def refusing(view: View) -> View:
    """A view whose refusals are pages of their own; those that a form can show it catches itself."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            raise
        except BannedHere as closed:
            return render(request, "chat/closed.html", {"why": str(closed)}, status=closed.status)
        except Refusal as refusal:
            return render(request, "chat/closed.html", {"why": str(refusal)}, status=refusal.status)

    return answer


def number(text: str | None) -> int | None:
    """A position as an address may carry it."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None

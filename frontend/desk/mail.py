"""The letters of a demo: who tries it out reads their code here, for no letter leaves this machine."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from project.accounts.access import Who, access
from project.mail.queries import are_files, written_letters


@never_cache
@require_safe
@access(Who.PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """The newest letters, also of one address (`?to=`); nothing where mail is sent or people are real."""
    if not (settings.DEMO and are_files()):
        raise Http404
    to = request.GET.get("to", "").strip()[:254]
    return render(request, "desk/mail.html", {"letters": written_letters(to=to), "to": to})

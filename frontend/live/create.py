"""Opening a board: a form, and the one page that shows the operator token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.live.forms import BoardForm
from project.accounts.access import Who, access
from project.base import clock
from project.base.errors import Refusal
from realtime.scoreboards.actions import create_board
from realtime.scoreboards.door import named_scorer
from realtime.scoreboards.queries import state_of


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.PUBLIC)
def new_board(request: HttpRequest) -> HttpResponse:
    """Ask for two teams; what was typed stays in the form when it is refused."""
    form = BoardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _open(request, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    return render(request, "live/board_new.html", {"form": form}, status=status)


def _open(request: HttpRequest, form: BoardForm) -> HttpResponse:
    said = form.cleaned_data
    board, token = create_board(
        home=said["home"],
        away=said["away"],
        profile=said["profile"],
        title=said["title"],
        owner=named_scorer(request).person_id,
        now=clock.now(),
    )
    # The token is kept nowhere, so it is told in the answer itself and not after a redirect.
    facts = {"board": state_of(board), "token": token}
    return render(request, "live/board_created.html", facts, status=201)

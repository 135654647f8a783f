"""A board to try: two names or none, one press, and it is there for a day."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from project.accounts.access import Who, access
from project.base import clock
from project.base.errors import Refusal
from project.base.http import client_address
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.door import named_scorer
from realtime.scoreboards.expiry import open_demo_board


class TryForm(forms.Form):
    """The names of two teams; both may stay empty."""

    home = forms.CharField(label=_("Home team"), max_length=40, required=False)
    away = forms.CharField(label=_("Away team"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """Read both names as the board itself would."""
        cleaned = super().clean() or {}
        return {team: self._look(team, cleaned.get(team, "")) for team in ("home", "away")}

    def _look(self, team: str, name: str) -> TeamLook | None:
        try:
            return TeamLook(name=name or None)
        except ValidationError:
            self.add_error(team, _("This cannot be shown on a board."))
            return None


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.PUBLIC)
def try_board(request: HttpRequest) -> HttpResponse:
    """Open a board for a day and go to its console; a refusal is told above the form."""
    form = TryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("console", slug=_open(request, form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    return render(request, "live/board_try.html", {"form": form}, status=status)


def _open(request: HttpRequest, form: TryForm) -> str:
    board = open_demo_board(
        visitor=named_scorer(request),
        home=form.cleaned_data["home"],
        away=form.cleaned_data["away"],
        address=client_address(request),
        now=clock.now(),
    )
    return board.slug

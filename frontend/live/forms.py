"""Forms of the scoreboards: opening a board, and showing its operator token."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from project.base import clock
from project.base.errors import Refusal
from project.base.outgoing import LONGEST_URL
from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.door import right_key
from realtime.scoreboards.models import Board
from realtime.scoreboards.operators import WrongOperatorToken
from realtime.scoreboards.people import LONGEST_KEY_NAME
from realtime.scoreboards.queries import profiles

COLOUR = forms.TextInput(attrs={"type": "color"})


class BoardForm(forms.Form):
    """The two teams, and the rules they play by."""

    home_name = forms.CharField(label=_("Home team"), max_length=40)
    home_colour = forms.CharField(label=_("Colour"), initial="#b4232a", widget=COLOUR)
    away_name = forms.CharField(label=_("Away team"), max_length=40)
    away_colour = forms.CharField(label=_("Colour"), initial="#1d4ed8", widget=COLOUR)
    profile = forms.ChoiceField(label=_("Rules"), help_text=_("Periods, fouls and timeouts follow them."))
    title = forms.CharField(
        label=_("Occasion"),
        max_length=80,
        required=False,
        help_text=_("Such as “Spring cup, semi-final”. May stay empty."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(profile.slug, profile.name) for profile in profiles()]
        chosen = self.fields["profile"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = choices

    def clean(self) -> dict[str, Any]:
        """Read both teams as the board itself would."""
        cleaned = super().clean() or {}
        for team in ("home", "away"):
            if f"{team}_name" in cleaned and f"{team}_colour" in cleaned:
                cleaned[team] = self._look(team, cleaned)
        return cleaned

    def _look(self, team: str, cleaned: dict[str, Any]) -> TeamLook | None:
        try:
            return TeamLook(name=cleaned[f"{team}_name"], colour=cleaned[f"{team}_colour"])
        except ValidationError as error:
            for found in error.errors():
                self.add_error(f"{team}_{found['loc'][0]}", _("This cannot be shown on a board."))
            return None


class TokenForm(forms.Form):
    """The token that was shown when the board was opened."""

    token = forms.CharField(
        label=_("Operator token"),
        max_length=200,
        help_text=_("It begins with brd_ and was shown when the board was opened."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.board = request, board

    def clean_token(self) -> str:
        """Refuse what is no working key of this board."""
        token = str(self.cleaned_data["token"])
        try:
            right_key(self.request, slug=self.board.slug, text=token, now=clock.now())
        except WrongOperatorToken as refusal:
            raise forms.ValidationError(_("This is not the token of this board."), code=refusal.code) from refusal
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        return token


class KeyForm(forms.Form):
    """A key for one more program or person, by the name it will be known by."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=LONGEST_KEY_NAME,
        help_text=_("Such as “Scoring program in hall 2”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PushForm(forms.Form):
    """An address outside that is told every play."""

    url = forms.URLField(
        label=_("Address"),
        max_length=LONGEST_URL,
        assume_scheme="https",
        help_text=_("An https address of your program; it is asked with POST."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
    )


class AgainForm(forms.Form):
    """From which play on an address is told again."""

    since = forms.IntegerField(
        label=_("From play"),
        min_value=1,
        max_value=9_007_199_254_740_991,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

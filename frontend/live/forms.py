"""Forms of the scoreboards: opening a board, and showing its operator token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from realtime.scoreboards.commands import TeamLook
from realtime.scoreboards.operators import WrongOperatorToken, token_matches
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

    def __init__(self, *args: Any, board: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board

    def clean_token(self) -> str:
        """Refuse what is not this board's token."""
        token = str(self.cleaned_data["token"])
        if not token_matches(self.board, token):
            raise forms.ValidationError(_("This is not the token of this board."), code=WrongOperatorToken.__name__)
        return token
